"""Organisations, places and contacts of one municipality during an import: found again by what they are, created once,
written in bulk."""

from typing import Any

from directory.models import PROTECTED, Contact, District, Location, Municipality, Offer, Organization, Visibility
from exchange.importing.present import website_contact
from exchange.mapping.record_mapping import Mapped
from exchange.mapping.targets import ACCESS, PLACE_FACTS
from exchange.slugs import fold, new_slug

BATCH = 500
SHAPES = ("district__shape", "district__outline")  # megabytes that nothing here reads
Identity = tuple[str, str, str]


def place_values(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a place among imported values, without their prefix; facts about access as one dict."""
    found = {name.removeprefix("place."): value for name, value in values.items() if name.startswith("place.")}
    access = {name: found.pop(name) for name in list(found) if name.startswith("access.")}
    known = {name.removeprefix("access."): value for name, value in access.items() if value is not None}
    return found | ({"accessibility": known} if access else {})


class Store:
    """What exists, by identity, and what is to be written at the next `write()`."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.districts: dict[str, District] = {district.slug: district for district in municipality.districts.all()}
        self.organizations: dict[str, Organization] = {}
        self.slugs: set[str] = set()
        self.websites: dict[int, str] = {}
        for organization in municipality.organizations.prefetch_related("contacts").order_by("-pk"):
            self.slugs.add(organization.slug)
            if contact := website_contact(organization.contacts.all()):
                self.websites[organization.pk] = contact.website
            for name in (*organization.aliases, organization.name):
                self.organizations[fold(str(name))] = organization
        self.places: dict[Identity, Location] = {}
        self.protected: dict[str, Location] = {}
        for place in municipality.locations.select_related("district").defer(*SHAPES).order_by("-pk"):
            self._remember(place)
        self.new: dict[type, list[Any]] = {Organization: [], Location: [], Contact: []}
        self.changed_places: dict[int, Location] = {}

    def _remember(self, place: Location) -> None:
        self.places[self._identity(place.name, place.street, place.postcode)] = place
        if place.type == PROTECTED:
            self.protected[fold(place.name)] = place

    @staticmethod
    def _identity(name: str, street: str, postcode: str) -> Identity:
        return fold(name), " ".join(street.casefold().split()), postcode.strip()

    def organization(self, name: str, values: dict[str, Any] | None = None) -> Organization:
        """The organisation with this name or alias; a new one with these imported values otherwise."""
        return self.organizations.get(fold(name)) or self.new_organization(name, values or {})

    def new_organization(self, name: str, values: dict[str, Any], **facts: Any) -> Organization:
        """A new organisation, also when there is one of this name elsewhere."""
        for column in ("types", "run_by"):
            if value := values.get(f"organization.{column}"):
                facts[column] = value
        slug = new_slug(name, "anbieter", self.slugs)
        found = Organization(municipality=self.municipality, name=name, slug=slug, **facts)
        self.organizations.setdefault(fold(name), found)
        self.new[Organization].append(found)
        return found

    def place(self, values: dict[str, Any]) -> Location | None:
        """The place with this name and address, brought up to date; None when the values tell of no place.

        A protected place keeps its secret: whatever address comes under its name is dropped.
        """
        values = place_values(values)
        if not any(values.get(name) for name in ("street", "postcode", "district", "latitude")):
            return None
        name = values.get("name") or values.get("street") or values.get("postcode") or values["district"]
        values |= {"name": name, "district": self.districts.get(values.get("district") or "")}
        if protected := self.protected.get(fold(name)):
            return protected
        identity = self._identity(name, values.get("street", ""), values.get("postcode", ""))
        found = self.places.get(identity)
        if found is None:
            found = Location(municipality=self.municipality, **values)
            found.withhold_address()
            self._remember(found)
            self.places[identity] = found
            self.new[Location].append(found)
        return found

    def update_place(self, place: Location, applied: dict[str, Any]) -> None:
        """Write single values into a place that stays the same place (its point, district or town)."""
        for name, value in place_values(applied).items():
            if name == "accessibility":
                gone = {slug for slug in place.accessibility if f"{ACCESS}{slug}" in applied}
                kept = {slug: fact for slug, fact in place.accessibility.items() if slug not in gone}
                place.accessibility = kept | value
            else:
                setattr(place, name, self.districts.get(value) if name == "district" else value)
        place.withhold_address()
        self.changed_places[place.pk] = place

    def add_contact(self, offer: Offer, organization: Organization | None, entry: Mapped) -> None:
        """Store the contact of a new offer: phone number and e-mail address with the offer itself (several offers of
        one provider rarely share them), a website alone with its provider. A person's contact is internal."""
        values = entry.values
        direct = {name: values[name] for name in ("phone", "email") if values.get(name)}
        website = values.get("website") or ""
        if direct and not entry.private_contact:
            self.new[Contact].append(Contact(offer=offer, visibility=Visibility.PUBLIC, website=website, **direct))
            return
        if direct:
            self.new[Contact].append(Contact(offer=offer, visibility=Visibility.INTERNAL, **direct))
        if website:
            self.add_website(offer, organization, website)

    def add_website(self, offer: Offer, organization: Organization | None, website: str) -> None:
        """Put a website where readers see it: with its provider; with the offer when the provider has another one."""
        known = self.websites.get(organization.pk) if organization else None
        if known == website:
            return
        owner: dict[str, Any] = {"offer": offer}
        if organization and known is None:
            owner = {"organization": organization}
            self.websites[organization.pk] = website
        self.new[Contact].append(Contact(visibility=Visibility.PUBLIC, website=website, **owner))

    def write_owners(self) -> None:
        """Store organisations and places, so that offers can point to them."""
        for model in (Organization, Location):
            model.objects.bulk_create(self.new[model], batch_size=BATCH)  # type: ignore[attr-defined]
            self.new[model] = []
        Location.objects.bulk_update(
            self.changed_places.values(), [*PLACE_FACTS, "district", "accessibility"], batch_size=100
        )
        self.changed_places = {}

    def write_contacts(self) -> None:
        Contact.objects.bulk_create(self.new[Contact], batch_size=BATCH)
        self.new[Contact] = []
