"""What stands in the database now, in the same words as an import's values, so that both can be compared."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from directory.models import Contact, Location, Offer, OfferLocation, OfferText, Organization, Visibility
from exchange.mapping.targets import ACCESS, GERMAN_NEEDED, empty, language_of


def main_site(offer: Offer) -> OfferLocation | None:
    """The place that imports fill: the first one; editors may add others."""
    sites = sorted(offer.offer_locations.all(), key=lambda site: (site.sort_order or 0, site.pk))
    return sites[0] if sites else None


def main_place(offer: Offer) -> Location | None:
    site = main_site(offer)
    return site.location if site else None


def provider(offer: Offer) -> Organization | None:
    """The first organisation that runs the offer."""
    links = sorted(offer.offer_organizations.all(), key=lambda link: (link.sort_order or 0, link.pk))
    return next((link.organization for link in links if link.role == "traeger"), None)


def website_contact(contacts: Iterable[Contact]) -> Contact | None:
    return next((found for found in contacts if found.visibility == Visibility.PUBLIC and found.website), None)


def shown_website(offer: Offer) -> Contact | None:
    """The contact whose website readers see: the offer's own, else its provider's."""
    organization = provider(offer)
    return website_contact(offer.contacts.all()) or (
        website_contact(organization.contacts.all()) if organization else None
    )


def direct_contact(contacts: Iterable[Contact]) -> Contact | None:
    """The contact with the phone number and e-mail address that an import fills: the one without a role."""
    return next((found for found in contacts if not found.role and (found.phone or found.email)), None)


def present_values(offer: Offer, texts: dict[str, OfferText], targets: Iterable[str]) -> dict[str, Any]:
    """Today's value of each target; `texts` are the offer's words by language. The offer comes from `with_facts()`."""
    return {target: _value(offer, texts, target) for target in targets}


def _value(offer: Offer, texts: dict[str, OfferText], target: str) -> Any:
    if language := language_of(target):
        row = texts.get(language)
        return getattr(row, target.partition(".")[2]) if row else ""
    if target == "organization":
        organization = provider(offer)
        return organization.name if organization else ""
    if target == "website":
        contact = shown_website(offer)
        return contact.website if contact else ""
    if target in ("phone", "email"):
        direct = direct_contact(offer.contacts.all())
        return getattr(direct, target) if direct else ""
    if target.startswith("place."):
        return place_value(main_place(offer), target)
    if target.startswith("organization."):
        return organization_value(provider(offer), target)
    if target == GERMAN_NEEDED or target.startswith("languages."):
        return _language_value(offer, target)
    return _stored(getattr(offer, target))


def organization_value(organization: Organization | None, target: str) -> Any:
    return getattr(organization, target.removeprefix("organization.")) if organization else empty(target)


def _language_value(offer: Offer, target: str) -> Any:
    if target == GERMAN_NEEDED:
        return next((row.level for row in offer.languages.all() if row.role == "deutsch-noetig"), "")
    return [row.language for row in offer.languages.all() if row.role == target.removeprefix("languages.")]


def place_value(place: Location | None, target: str) -> Any:
    if place is None:
        return empty(target)
    if target == "place.district":
        return place.district.slug if place.district else ""
    if target.startswith(ACCESS):
        return place.accessibility.get(target.removeprefix(ACCESS))
    return getattr(place, target.removeprefix("place."))


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def withhold_address(offer: Offer, *values: dict[str, Any]) -> None:
    """Forget the address that a source gives for a place that is protected here, in imported values old and new."""
    if place := main_place(offer):
        withhold_place(place, *values)


def withhold_place(place: Location, *values: dict[str, Any]) -> None:
    """The same for a place itself."""
    if not place.is_protected:
        return
    for name in place.WITHHELD:
        for imported in values:
            if f"place.{name}" in imported:
                imported[f"place.{name}"] = empty(f"place.{name}")
