"""Offers as cards of a list: two queries for any number of them, from public documents and shown words only.

Every document is asked once more whether it may be listed today, so an offer that the index still holds but that was
withdrawn, or ended at midnight, never shows. Cards are kept in the process under everything they are made of: stored
facts, shown words, language, municipality, day, vocabularies. A change makes another key, so nothing is ever outdated.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import TextField
from django.db.models.functions import Cast

from directory.memory import Memory, Tenant, memory
from directory.models import PublicDocument
from directory.pages.card import Card, make_card
from directory.pages.reading import ReaderText, texts_for
from directory.showing import is_listed

__all__ = ["Card", "cards"]

MOST_KEPT = 4000  # about 10 kB each
_kept: WeakKeyDictionary[Memory, dict[tuple[Any, ...], Card | None]] = WeakKeyDictionary()


def cards(keys: Sequence[str], tenant: Tenant, language: str, today: date) -> dict[str, Card]:
    """Cards by key, in the order of `keys`; `language` is the active one. What may not be listed is left out."""
    rows = PublicDocument.objects.filter(pk__in=[int(key) for key in keys]).annotate(written=Cast("facts", TextField()))
    written = {str(pk): facts for pk, facts in rows.filter(listed=True).values_list("pk", "written")}
    texts = texts_for(written, language, fields=("title", "summary"))
    kept = _kept.setdefault(memory(), {})
    found: dict[str, Card] = {}
    for key in keys:
        if key not in texts:
            continue
        about = (written[key], texts[key]["title"], texts[key]["summary"], tenant.slug, language, today)
        if about not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[about] = _listed_card(key, written[key], texts[key], tenant, today)
        if card := kept.get(about):
            found[key] = card
    return found


def _listed_card(key: str, written: str, text: ReaderText, tenant: Tenant, today: date) -> Card | None:
    facts = json.loads(written)
    return make_card(key, facts, text, tenant, today) if is_listed(True, facts, today) else None
