"""Where an offer takes place and whom to ask, for the page of one offer."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.memory import Tenant, memory
from directory.pages.access_facts import AccessFact, access_facts
from directory.pages.pictures import Picture, shown_picture
from directory.pages.reading import Words, interface_words, source_words
from directory.pages.when import join_words, slot_lines
from directory.showing import Facts


@dataclass(frozen=True)
class Place:
    """One place; of a protected one nothing is known but that it is protected."""

    protected: bool
    address: list[str]
    district: str
    way: list[Words]
    hours: list[str]
    access: list[AccessFact]
    route_url: str
    picture: Picture | None = None
    attribution: str = ""


@dataclass(frozen=True)
class ContactPoint:
    """A public way to ask."""

    name: str
    role: Words
    phone: str
    email: str
    website: str
    hours: list[str]
    languages: str


class Reachable:
    """A page with contacts and places: what its call, mail and route buttons use, the first that has one."""

    contacts: list[ContactPoint]
    places: list[Place]

    @property
    def phone(self) -> str:
        return next((point.phone for point in self.contacts if point.phone), "")

    @property
    def email(self) -> str:
        return next((point.email for point in self.contacts if point.email), "")

    @property
    def route_url(self) -> str:
        return next((place.route_url for place in self.places if place.route_url), "")


def places(facts: Facts, tenant: Tenant) -> list[Place]:
    """Places of the offer and of its runs, each once, without those where it ended."""
    found: list[Facts] = [place for place in facts["places"] if place.get("status") != "beendet"]
    names = {place.get("name") for place in found}
    for item in [*facts["runs"], *facts["sessions"]]:
        if item["place"] and item["place"].get("name") not in names:
            found.append(item["place"])
            names.add(item["place"].get("name"))
    return [_place(place, tenant) for place in found]


def _place(place: Facts, tenant: Tenant) -> Place:
    if place["protected"]:
        return Place(protected=True, address=[], district="", way=[], hours=[], access=[], route_url="")
    town = f"{place['postcode']} {place['town']}".strip()
    note = tenant.district(place["district"]["slug"]) if place["district"] else None
    return Place(
        protected=False,
        address=[line for line in (place["name"], place["street"], town) if line],
        district=note.name() if note else "",
        way=_way(place),
        hours=slot_lines(place["slots"]),
        access=access_facts(place["accessibility"]),
        route_url=_route_url(place, town),
        picture=shown_picture(place["picture"]),
        attribution=place.get("attribution", ""),
    )


def _way(place: Facts) -> list[Words]:
    found = []
    if place["stop"]:
        found.append(_("Stop: %(stop)s") % {"stop": place["stop"]})
    if minutes := place["walk_minutes"]:
        text = ngettext("Then %(minutes)d minute on foot.", "Then %(minutes)d minutes on foot.", minutes)
        found.append(text % {"minutes": minutes})
    own = [words for words in (place["floor"], place["arrival_hint"]) if words]
    return [interface_words(" · ".join(found)), *(source_words(words, settings.LANGUAGE_CODE) for words in own)]


def _route_url(place: Facts, town: str) -> str:
    """A `geo:` address opens the map of the phone and asks no foreign host; empty when the place is not known."""
    query = quote(", ".join(part for part in (place["street"], town) if part))
    if place["latitude"] is not None:
        point = f"{place['latitude']},{place['longitude']}"
        return f"geo:{point}?q={query or point}"
    return f"geo:0,0?q={query}" if place["street"] else ""


def contact_points(facts: Facts, tenant: Tenant) -> list[ContactPoint]:
    """Public contacts; without any, the office of the municipality."""
    found = [_contact(contact, tenant) for contact in facts["contacts"]]
    if not any(point.phone or point.email for point in found) and (tenant.office_phone or tenant.office_email):
        office = ContactPoint(
            tenant.office_name or tenant.name, interface_words(""), tenant.office_phone, tenant.office_email, "", [], ""
        )
        found.append(office)
    return found


def _contact(contact: Facts, tenant: Tenant) -> ContactPoint:
    names = [memory().label("language", slug, tenant) for slug in contact["languages"]]
    return ContactPoint(
        name=contact["name"],
        role=source_words(contact["role"], settings.LANGUAGE_CODE),
        phone=contact["phone"],
        email=contact["email"],
        website=contact["website"],
        hours=slot_lines(contact["slots"]),
        languages=_("We speak: %(languages)s.") % {"languages": join_words(names)} if names else "",
    )
