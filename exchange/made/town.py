"""Where invented offers take place and who runs them: invented organisations and places in the districts there are."""

from dataclasses import dataclass
from random import Random

from directory.models import Contact, Location, Municipality, Organization, Source, Visibility

SOURCE = "made"
OFFERS_PER_PROVIDER = 25
MOST_PROVIDERS = 400
# Numbers that the Federal Network Agency keeps free for films and examples: 030 23125 000 to 999.
PHONE = "030 23125 {:03d}"


@dataclass
class MadeTown:
    """The frame of the invented offers of one municipality."""

    municipality: Municipality
    source: Source
    organizations: list[Organization]
    places: list[Location]


def made_source(municipality: Municipality) -> Source:
    """The source that marks a record as invented, for readers too."""
    source, _created = Source.objects.get_or_create(
        municipality=municipality,
        name=SOURCE,
        defaults={"title": "Erfundene Angebote", "attribution": "Alles hier ist erfunden, zum Messen der Software."},
    )
    return source


def made_town(municipality: Municipality, offers: int, chance: Random) -> MadeTown:
    """The frame for a number of offers; creates what is missing of it."""
    source = made_source(municipality)
    wanted = min(MOST_PROVIDERS, max(1, offers // OFFERS_PER_PROVIDER))
    places = list(Location.objects.filter(source=source).order_by("pk"))
    organizations = list(Organization.objects.filter(source=source).order_by("pk"))
    places += _create_places(source, range(len(places) + 1, wanted + 1), chance)
    organizations += _create_organizations(source, range(len(organizations) + 1, wanted + 1))
    return MadeTown(municipality, source, organizations, places)


def _create_places(source: Source, numbers: range, chance: Random) -> list[Location]:
    districts = list(source.municipality.districts.defer("shape", "outline").order_by("slug"))
    return Location.objects.bulk_create(
        Location(
            municipality=source.municipality,
            source=source,
            source_key=str(number),
            name=f"Beispielhaus {number}",
            street=f"Beispielweg {number}",
            postcode="00000",
            town=source.municipality.name,
            district=chance.choice(districts) if districts else None,
            accessibility={"zugang-stufenlos": chance.random() < 0.6} if chance.random() < 0.7 else {},
        )
        for number in numbers
    )


def _create_organizations(source: Source, numbers: range) -> list[Organization]:
    organizations = Organization.objects.bulk_create(
        Organization(
            municipality=source.municipality,
            source=source,
            source_key=str(number),
            slug=f"beispielverein-{number}",
            name=f"Beispielverein {number}",
        )
        for number in numbers
    )
    Contact.objects.bulk_create(
        Contact(
            organization=organization,
            visibility=Visibility.PUBLIC,
            phone=PHONE.format(number),
            email=f"verein-{number}@example.org",
        )
        for number, organization in zip(numbers, organizations, strict=True)
    )
    return organizations
