"""Planned values → records. Only values that the files changed since the last run are written, so that an editor's
change to a demo offer survives; every write ends in the write paths of `directory`."""

from collections.abc import Callable
from typing import Any

from directory.models import (
    Confirmation,
    Contact,
    CourseRun,
    Offer,
    OfferLanguage,
    OfferLocation,
    OfferOrganization,
    Session,
    Visibility,
)
from exchange.demo.plan import GROUPS, Values
from exchange.demo.town import Town


class Writer:
    """Writes the values of offers; `offers` holds all of the demo by code."""

    def __init__(self, town: Town, offers: dict[str, Offer]) -> None:
        self.town = town
        self.offers = offers

    def write(self, offer: Offer, values: Values) -> None:
        """Write fields and groups of one offer that exists."""
        plain = {name: value for name, value in values.items() if name not in GROUPS}
        for name, value in plain.items():
            field: Any = Offer._meta.get_field(name)
            setattr(offer, name, field.to_python(value))
        if values.get("successor"):
            offer.successor = self.offers[values["successor"]]
            plain["successor"] = offer.successor
        if plain:
            offer.save(update_fields=list(plain))
        for name in values.keys() & self._groups.keys():
            self._groups[name](self, offer, values[name])
        if values.get("confirmed_on"):
            self._confirm(offer)

    def _confirm(self, offer: Offer) -> None:
        Confirmation.objects.update_or_create(
            offer=offer,
            note="Beispieldaten",
            defaults={"by_role": offer.confirmed_by, "confirmed_on": offer.confirmed_on},
        )

    def _write_organizations(self, offer: Offer, rows: list[Values]) -> None:
        organizations = self.town.organizations
        _replace(OfferOrganization, offer, [row | {"organization": organizations[row["organization"]]} for row in rows])

    def _write_places(self, offer: Offer, rows: list[Values]) -> None:
        _replace(OfferLocation, offer, [self._at_place(row) for row in rows])

    def _write_sessions(self, offer: Offer, rows: list[Values]) -> None:
        _replace(Session, offer, [self._at_place(row) for row in rows])

    def _at_place(self, row: Values) -> Values:
        others = {name: value for name, value in row.items() if name != "place"}
        return others | {"location": self.town.places.get(row["place"])}

    def _write_languages(self, offer: Offer, rows: list[Values]) -> None:
        _replace(OfferLanguage, offer, rows)

    def _write_runs(self, offer: Offer, rows: list[Values]) -> None:
        _replace(CourseRun, offer, rows)

    def _write_contacts(self, offer: Offer, rows: list[Values]) -> None:
        Contact.objects.filter(offer_id=offer.pk).delete()
        Contact.objects.bulk_create(Contact(offer_id=offer.pk, visibility=Visibility.PUBLIC, **row) for row in rows)

    def _write_districts_served(self, offer: Offer, slugs: list[str]) -> None:
        through = Offer.districts_served.through
        through.objects.filter(offer_id=offer.pk).delete()
        through.objects.bulk_create(through(offer_id=offer.pk, district=self.town.districts[slug]) for slug in slugs)

    def _write_next_offers(self, offer: Offer, codes: list[str]) -> None:
        through = Offer.next_offers.through
        through.objects.filter(from_offer_id=offer.pk).delete()
        through.objects.bulk_create(
            through(from_offer_id=offer.pk, to_offer_id=self.offers[code].pk) for code in codes if code in self.offers
        )

    _groups: dict[str, Callable[..., None]] = {
        "organizations": _write_organizations,
        "places": _write_places,
        "languages": _write_languages,
        "runs": _write_runs,
        "contacts": _write_contacts,
        "sessions": _write_sessions,
        "districts_served": _write_districts_served,
        "next_offers": _write_next_offers,
    }


def _replace(model: Any, offer: Offer, rows: list[Values]) -> None:
    """The child rows of an offer, in the order given, instead of those that it has."""
    model.objects.filter(offer_id=offer.pk).delete()
    columns = {field.name: field for field in model._meta.concrete_fields}
    model.objects.bulk_create(
        model(
            offer_id=offer.pk,
            sort_order=position,
            **{
                name: value if columns[name].is_relation else columns[name].to_python(value)
                for name, value in row.items()
            },
        )
        for position, row in enumerate(rows)
    )
