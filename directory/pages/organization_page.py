"""View model of the page of one organisation, made from its public facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.memory import Tenant, memory
from directory.models import Organization
from directory.pages.offer_places import ContactPoint, Place, Reachable, contact_points, places
from directory.pages.pictures import Picture, shown_picture
from directory.pages.reading import Words, source_words
from directory.pages.when import join_words
from directory.showing import Facts
from directory.writing.projection import organization_facts

# Who helps people of a quarter with any question.
CENTER_TYPES = frozenset({"stadtteilzentrum", "familienzentrum", "integrationsbuero"})
CENTERS_AT_MOST = 3


@dataclass(frozen=True)
class OrganizationPage(Reachable):
    """One organisation as a reader sees it."""

    slug: str
    url: str
    name: str
    icon: str
    active: bool
    types: list[str]
    run_by: Words
    languages: str
    badges: list[str]
    welcome_contact: bool
    website: str
    places: list[Place]
    contacts: list[ContactPoint]
    picture: Picture | None


def shown_municipalities(tenant: Tenant) -> list[str]:
    """Whose organisations have a page here: the municipality itself first, then those of the same county."""
    others = [other.slug for other in memory().tenants.values() if other.county == tenant.county]
    return list(dict.fromkeys([tenant.slug, *others]))


def organization_url(slug: str, municipality: str, tenant: Tenant) -> str:
    """The page of an organisation of a municipality; empty where this host has none."""
    return reverse("organization", args=[slug]) if municipality in shown_municipalities(tenant) else ""


def find_organization(slug: str, tenant: Tenant) -> Organization | None:
    """The organisation that a slug means on this host. Two queries."""
    shown = shown_municipalities(tenant)
    rows = _rows().filter(slug=slug, municipality__slug__in=shown).prefetch_related("contacts")
    return min(rows, key=lambda row: shown.index(row.municipality.slug), default=None)


def centers_in(area: Iterable[int], tenant: Tenant) -> list[OrganizationPage]:
    """Centres in some districts, where people get help with any question. Two queries."""
    rows = _rows().filter(location__district__in=area, active=True, contact_via_office=False)
    found = [row for row in rows if CENTER_TYPES & set(row.types)][:CENTERS_AT_MOST]
    prefetch_related_objects(found, "contacts")
    return [organization_page(row, tenant) for row in found]


def _rows() -> QuerySet[Organization]:
    return Organization.objects.select_related("municipality", "location__district")


def organization_page(organization: Organization, tenant: Tenant) -> OrganizationPage:
    """The page in the active language."""
    facts = organization_facts(organization)
    terms = memory().vocabulary("organization-type")
    return OrganizationPage(
        slug=facts["slug"],
        url=reverse("organization", args=[facts["slug"]]),
        name=facts["name"],
        icon=next((terms[slug].icon for slug in facts["types"] if slug in terms), "") or "people",
        active=facts["active"],
        types=[memory().label("organization-type", slug, tenant) for slug in facts["types"]],
        run_by=source_words(facts["run_by"], settings.LANGUAGE_CODE),
        languages=_languages(facts["community_languages"], tenant),
        badges=[badge["name"] for badge in facts["badges"] if isinstance(badge, dict) and badge.get("name")],
        welcome_contact=facts["welcome_contact"] is True,
        website="" if any(contact["website"] for contact in facts["contacts"]) else facts["website"],
        places=_places(facts, tenant),
        contacts=contact_points(facts, tenant),
        picture=shown_picture(facts["picture"]),
    )


def _places(facts: Facts, tenant: Tenant) -> list[Place]:
    return places({"places": [facts["place"]] if facts["place"] else [], "runs": [], "sessions": []}, tenant)


def _languages(slugs: Sequence[str], tenant: Tenant) -> str:
    names = [memory().label("language", slug, tenant) for slug in slugs]
    return _("Languages of this group: %(languages)s.") % {"languages": join_words(names)} if names else ""
