"""Records for tests, made by plain functions on the real write path. Every argument has a plausible default."""

from itertools import count

from wagtail.models import Locale

from directory.models import District, Location, Offer, OfferLocation, OfferOrganization, Organization
from directory.writing import texts
from directory.writing.publishing import project

_numbers = count(1)


def make_organization(municipality, name="", **facts):
    number = next(_numbers)
    return Organization.objects.create(
        municipality=municipality, **({"slug": f"verein-{number}", "name": name or f"Verein {number}"} | facts)
    )


def make_district(municipality, name="", parents=(), neighbors=(), **facts):
    number = next(_numbers)
    district = District.objects.create(
        municipality=municipality, **({"slug": f"gebiet-{number}", "name": name or f"Gebiet {number}"} | facts)
    )
    district.parents.set(parents)
    district.neighbors.set(neighbors)
    return district


def make_location(municipality, name="", **facts):
    defaults = {"street": "Beispielweg 1", "postcode": "00001", "town": "Testburg"}
    if facts.get("type") == "geschuetzt":
        defaults = {}
    return Location.objects.create(
        municipality=municipality, **(defaults | {"name": name or f"Haus {next(_numbers)}"} | facts)
    )


def make_offer(municipality, publish=True, organization=None, location=None, **facts):
    """An offer with one provider; `publish=False` leaves a draft. `organization` and `location` take a record."""
    number = next(_numbers)
    defaults = {"slug": f"angebot-{number}", "title": f"Angebot {number}", "kind": "gruppe"}
    offer = Offer(municipality=municipality, live=False, **(defaults | facts))
    offer.offer_organizations = [OfferOrganization(organization=organization or make_organization(municipality))]
    if location:
        offer.offer_locations = [OfferLocation(location=location)]
    offer.save()
    if publish:
        publish_offer(offer)
    return offer


def make_live_offer(municipality, **facts):
    """A live offer without any revision, as an import writes it."""
    offer = make_offer(municipality, publish=False, **facts)
    Offer.objects.filter(pk=offer.pk).update(live=True)
    project([offer.pk])
    reload_offer(offer)
    return offer


def publish_offer(offer):
    """Publish the offer as an editor does: a new revision, then publish."""
    offer.save_revision().publish()
    reload_offer(offer)


def reload_offer(offer):
    """Read an offer anew, with its child rows, which `refresh_from_db` would leave as they were in memory."""
    offer.__dict__.pop("_cluster_related_objects", None)
    offer.refresh_from_db()


def make_text(offer, language, how="human", checked=True, user=None, **words):
    """Words of an offer in another language, by default written and checked by people."""
    locale = Locale.objects.get(language_code=language)
    texts.write_many([texts.Translation(offer, locale, words)], how=how, checked=checked, user=user)
    return offer.texts.get(locale=locale)
