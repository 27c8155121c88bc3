"""Words of offers at protected places never name a street: not in any language, whoever wrote them (systems.md A21).

The editor's form refuses such words with a warning; every other way in (import, translation, a place that becomes
protected later) meets this last gate, which keeps them out of everything public.
"""

from collections.abc import Iterable

from django.db.models import Q

from directory.models import PROTECTED, WORDS, Offer, OfferText
from directory.street_addresses import names_a_street

AT_PROTECTED_PLACE = (
    Q(offer_locations__location__type=PROTECTED)
    | Q(runs__location__type=PROTECTED)
    | Q(sessions__location__type=PROTECTED)
)


def protected_keys(keys: Iterable[int]) -> set[int]:
    """Those of the offers that take place, in whole or in part, at a protected place."""
    return set(Offer.objects.filter(AT_PROTECTED_PLACE, pk__in=list(keys)).values_list("pk", flat=True))


def public_words(offer: Offer, protected: set[int]) -> dict[str, str]:
    """The offer's own words as they may become public."""
    words = {field: getattr(offer, field) for field in WORDS}
    if offer.pk in protected:
        words = {field: "" if names_a_street(text) else text for field, text in words.items()}
    return words


def withhold_streets(row: OfferText) -> bool:
    """Take words that name a street out of a translation; returns whether there were any."""
    found = [field for field in WORDS if names_a_street(getattr(row, field))]
    for field in found:
        setattr(row, field, "")
        row.origin.pop(field, None)
    return bool(found)
