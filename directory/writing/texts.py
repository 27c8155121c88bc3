"""Words of offers in other languages than their source: the one way in for imports, machines and own forms."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from directory.models import WORDS, Offer, OfferText, State, digest
from directory.street_addresses import names_a_street
from directory.writing.protection import protected_keys
from directory.writing.publishing import queue

# A machine never writes what people must be able to rely on (offer-text.md).
NEVER_MACHINE_LANGUAGES = frozenset({"de-simple"})
NEVER_MACHINE_TOPICS = frozenset({"aufenthalt", "gesundheit", "psyche", "schutz", "diskriminierung"})


class Translation(NamedTuple):
    """Words of some fields of one offer in one language."""

    offer: Offer
    locale: Locale
    words: dict[str, str]


def machine_may_write(offer: Offer, language: str) -> bool:
    return (
        language not in NEVER_MACHINE_LANGUAGES and not NEVER_MACHINE_TOPICS & set(offer.topics) and not offer.sensitive
    )


@transaction.atomic
def write_many(
    translations: Iterable[Translation],
    how: str,
    tool: str = "",
    user: AbstractBaseUser | None = None,
    checked: bool = False,
) -> list[int]:
    """Store words with their origin (`how`: human, machine, import); returns keys of offers that changed.

    No machine writes over people's words; unchanged words keep their checker; `checked` marks human words as read by
    a second person. Empty words are ignored: taking words away is not a translation. Words that name a street are
    left out where the offer is at a protected place.
    """
    translations = list(translations)
    have = {
        (row.offer_id, row.locale_id): row
        for row in OfferText.objects.filter(offer__in={entry.offer.pk for entry in translations})
    }
    protected = protected_keys(entry.offer.pk for entry in translations)
    changed: list[OfferText] = []
    for offer, locale, words in translations:
        if locale.language_code == offer.source_language:
            continue
        if how == "machine" and not machine_may_write(offer, locale.language_code):
            continue
        if offer.pk in protected:
            words = {field: text for field, text in words.items() if not names_a_street(text)}
        row = have.get((offer.pk, locale.pk)) or OfferText(offer=offer, locale=locale, translation_key=offer.key)
        if _write(row, offer, words, _origin(how, tool, user, checked)):
            row.todo = row.count_todo(offer)
            changed.append(row)
    new, old = [row for row in changed if not row.pk], [row for row in changed if row.pk]
    OfferText.objects.bulk_create(new, batch_size=100)
    OfferText.objects.bulk_update(old, [*WORDS, "origin", "todo"], batch_size=100)
    keys = sorted({row.offer_id for row in changed})
    queue(keys)
    return keys


def _origin(how: str, tool: str, user: AbstractBaseUser | None, checked: bool) -> dict[str, Any]:
    now = timezone.now().isoformat()
    about: dict[str, Any] = {"how": how, "by": user.pk if user else None, "at": now, "tool": tool}
    return about | ({"checked_by": about["by"], "checked_at": now} if checked else {})


def _write(row: OfferText, offer: Offer, words: dict[str, str], about: dict[str, Any]) -> bool:
    changed = False
    for field in WORDS:
        text, state = (words.get(field) or "").strip(), row.state(field, offer)
        standing = state not in (State.MISSING, State.STALE, State.EMPTY)
        by_people = standing and state != State.MACHINE
        same = standing and text == getattr(row, field) and not (about.get("checked_at") and state == State.DRAFT)
        if not text or same or (about["how"] == "machine" and by_people):
            continue
        setattr(row, field, text)
        row.origin[field] = about | {"of": digest(getattr(offer, field))}
        changed = True
    return changed
