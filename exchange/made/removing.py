"""Takes invented offers away again, in bulk; the index hears of each."""

from django.db import connection, transaction
from wagtail_localize.models import TranslatableObject

from directory.models import Location, Municipality, Offer, OfferText, Organization, PublicDocument, Source
from directory.writing.publishing import queue
from exchange.made.offers import BATCH, Tell
from exchange.made.town import SOURCE


def remove_offers(municipality: Municipality, tell: Tell) -> int:
    """Delete all invented offers of a municipality, their providers and places; returns how many offers."""
    made = Offer.objects.filter(municipality=municipality, source__name=SOURCE)
    total = made.count()
    done = 0
    while keys := list(made.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _remove(keys)
        done += len(keys)
        tell("Removing", done, total)
    _remove_town(municipality)
    return total


@transaction.atomic
def _remove(keys: list[int]) -> None:
    """Documents and texts go without Django's signals for single rows: those take 8 ms for each text."""
    queue(keys)
    PublicDocument.objects.filter(pk__in=keys)._raw_delete(connection.alias)
    texts = OfferText.objects.filter(offer__in=keys)
    opened = TranslatableObject.objects.filter(translation_key__in=texts.values("translation_key"))
    texts.exclude(translation_key__in=opened.values("translation_key"))._raw_delete(connection.alias)
    Offer.objects.filter(pk__in=keys).delete()


@transaction.atomic
def _remove_town(municipality: Municipality) -> None:
    """Providers and places that no other record uses, and then the source."""
    organizations = Organization.objects.filter(municipality=municipality, source__name=SOURCE)
    places = Location.objects.filter(municipality=municipality, source__name=SOURCE)
    organizations.filter(offer_organizations=None, organized_events=None).delete()
    places.filter(offer_locations=None, runs=None, sessions=None, events=None, organizations=None).delete()
    if not organizations.exists() and not places.exists():
        Source.objects.filter(municipality=municipality, name=SOURCE).delete()
