"""Languages of imported offers by role, and how much German an offer needs."""

from collections.abc import Iterator
from typing import Any

from directory.models import Offer, OfferLanguage
from exchange.mapping.targets import GERMAN_NEEDED

NEEDED = "deutsch-noetig"


def language_rows(offer: Offer, values: dict[str, Any]) -> Iterator[OfferLanguage]:
    """Rows for what imported values say about languages."""
    for target, value in values.items():
        if target.startswith("languages."):
            for language in value:
                yield OfferLanguage(offer=offer, role=target.removeprefix("languages."), language=language)
        elif target == GERMAN_NEEDED and value:
            yield OfferLanguage(offer=offer, role=NEEDED, language="de", level=value)


def update_languages(offer: Offer, applied: dict[str, Any]) -> None:
    """Bring the roles that changed up to date; rows that stay keep their level and remarks."""
    for target, value in applied.items():
        if target == GERMAN_NEEDED:
            OfferLanguage.objects.filter(offer=offer, role=NEEDED).delete()
            OfferLanguage.objects.bulk_create(language_rows(offer, {target: value}))
        elif target.startswith("languages."):
            rows = OfferLanguage.objects.filter(offer=offer, role=target.removeprefix("languages."))
            rows.exclude(language__in=value).delete()
            have = set(rows.values_list("language", flat=True))
            new = [language for language in value if language not in have]
            OfferLanguage.objects.bulk_create(language_rows(offer, {target: new}))
