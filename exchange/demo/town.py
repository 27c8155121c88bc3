"""Tenants, districts, places, organisations and contacts of the demo. What exists stays as it is, so that changes made
by hand survive; only dates move with the day of loading."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from directory.models import Contact, District, Location, Municipality, Organization, Source
from directory.municipalities import create_municipality
from exchange.demo.reading import Row, municipalities, table, yes_or_no

# Districts are rectangles of a schematic grid, anchored in the open sea so that no address hits a real house.
WEST, SOUTH = 7.30, 54.20
CELL_WIDTH, CELL_HEIGHT = 0.016, 0.010  # degrees
TOWN_NAMES = {"wendelbrueck": "Wendelbrück", "ellerfurt": "Ellerfurt"}


@dataclass
class Town:
    """The records of the demo, by the codes of the data files."""

    municipalities: dict[str, Municipality] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, created: bool) -> None:
        self.added[kind] = self.added.get(kind, 0) + created


def load_town(today: date) -> Town:
    """Create what is missing of the demo's frame. `today` is the day that relative dates count from."""
    town = Town()
    for slug, facts in municipalities().items():
        _load_municipality(town, slug, facts)
    _load_districts(town)
    _load_places(town)
    _load_organizations(town, today)
    return town


def _load_municipality(town: Town, slug: str, facts: dict[str, str]) -> None:
    municipality = Municipality.objects.filter(slug=slug).first()
    town.count("municipalities", municipality is None)
    if municipality is None:
        municipality = create_municipality(slug, facts["name"], county=facts["county"])
        municipality.is_demo = True
        for name in ("office_name", "office_phone", "office_email", "publisher", "postal_address"):
            setattr(municipality, name, facts[name])
        municipality.save()
    town.municipalities[slug] = municipality
    town.sources[slug], _created = Source.objects.get_or_create(
        municipality=municipality,
        name="demo",
        defaults={"title": "Beispieldaten", "attribution": "Beispieldaten: Alle Angaben sind erfunden."},
    )


def rectangle(x: int, y: int) -> dict[str, Any]:
    """GeoJSON polygon of the grid cell (x, y), counted from the south-west."""
    west, south = WEST + CELL_WIDTH * x, SOUTH + CELL_HEIGHT * y
    east, north = west + CELL_WIDTH, south + CELL_HEIGHT
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(lon, 3), round(lat, 3)] for lon, lat in ring]]}


def _load_districts(town: Town) -> None:
    new: list[Row] = []
    for row in table("districts"):
        shape = rectangle(int(row["cell_x"]), int(row["cell_y"])) if row["cell_x"] else None
        district, created = District.objects.get_or_create(
            municipality=town.municipalities[row["municipality"]],
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "kind": row["kind"],
                "postcodes": row["postcodes"].split(),
                "shape": shape,
                "outline": shape,
            },
        )
        town.districts[row["slug"]] = district
        town.count("districts", created)
        new += [row] if created else []
    for row in new:
        district = town.districts[row["slug"]]
        district.parents.set(_districts(town, row["parents"]))
        district.neighbors.add(*_districts(town, row["neighbors"]))


def _districts(town: Town, slugs: str) -> list[District]:
    return [town.districts[slug] for slug in slugs.split()]


def access_facts(text: str) -> dict[str, bool | int]:
    """`aufzug stufen-anzahl=3 rampe=nein` → facts about access; what is not named stays unknown."""
    facts: dict[str, bool | int] = {}
    for part in text.split():
        slug, _sep, value = part.partition("=")
        facts[slug] = int(value) if value.isdigit() else value != "nein"
    return facts


def _load_places(town: Town) -> None:
    have: dict[tuple[str, object], Location] = {}
    for place in Location.objects.filter(municipality__in=town.municipalities.values()).select_related("municipality"):
        slug = place.municipality.slug
        have |= {(slug, place.name): place, (slug, (place.latitude, place.longitude)): place}
    for row in table("places"):
        slug, point = row["municipality"], _point(row)
        # A place that was renamed by hand is known by its point.
        found = have.get((slug, row["name"])) or (have.get((slug, point)) if None not in point else None)
        town.count("places", found is None)
        town.places[row["code"]] = found or _create_place(town, row)


def _point(row: Row) -> tuple[float | None, float | None]:
    """Latitude and longitude, degrees."""
    if not row["latitude"]:
        return None, None
    return float(row["latitude"]), float(row["longitude"])


def _create_place(town: Town, row: Row) -> Location:
    latitude, longitude = _point(row)
    return Location.objects.create(
        municipality=town.municipalities[row["municipality"]],
        district=town.districts.get(row["district"]),
        town=TOWN_NAMES[row["municipality"]] if row["street"] else "",
        latitude=latitude,
        longitude=longitude,
        accessibility=access_facts(row["accessibility"]),
        walk_minutes=int(row["walk_minutes"]) if row["walk_minutes"] else None,
        **{name: row[name] for name in ("name", "type", "street", "postcode", "stop", "arrival_hint")},
    )


def _load_organizations(town: Town, today: date) -> None:
    contacts = table("contacts")
    for row in table("organizations"):
        invited = today + timedelta(days=int(row["invited_on"])) if row["invited_on"] else None
        organization, created = Organization.objects.get_or_create(
            municipality=town.municipalities[row["municipality"]],
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "types": row["types"].split(),
                "location": town.places.get(row["place"]),
                "community_languages": row["community_languages"].split(),
                "website": row["website"],
                "badges": [{"name": row["badges"]}] if row["badges"] else [],
                "welcome_contact": yes_or_no(row["welcome_contact"]),
                "contact_via_office": row["contact_via_office"] == "ja",
                "invited_on": invited,
            },
        )
        town.organizations[row["code"]] = organization
        town.count("organizations", created)
        if created:
            _create_contacts(organization, (contact for contact in contacts if contact["organization"] == row["code"]))
        elif organization.invited_on != invited:
            organization.invited_on = invited
            organization.save(update_fields=["invited_on"])


def _create_contacts(organization: Organization, rows: Iterable[Row]) -> None:
    Contact.objects.bulk_create(
        Contact(
            organization=organization,
            position=position,
            languages=row["languages"].split(),
            **{name: row[name] for name in ("visibility", "role", "phone", "email", "website")},
        )
        for position, row in enumerate(rows)
    )
