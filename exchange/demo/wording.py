"""Words of the demo offers in other languages, written through `directory.writing.texts`.

An entry of a word file may carry `checked = false` (a draft that waits for a second reader) and `written_for` (older
German words, so that the text shows as older than its source).
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from wagtail.models import Locale

from directory.models import WORDS, Offer
from directory.writing.texts import Translation, write_many

Entry = dict[str, Any]


def write_words(entries: Iterable[tuple[Offer, str, Entry]]) -> int:
    """Store (offer, language, entry) rows; returns how many were given."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows: dict[bool, list[Translation]] = {True: [], False: []}
    for offer, language, entry in entries:
        words = {name: str(entry[name]) for name in WORDS if name in entry}
        source = _as_it_was(offer, entry.get("written_for", {}))
        rows[entry.get("checked", True)].append(Translation(source, locales[language], words))
    for checked, translations in rows.items():
        write_many(translations, how="human", checked=checked)
    return sum(map(len, rows.values()))


def _as_it_was(offer: Offer, older: dict[str, str]) -> Offer:
    """The offer with the German words that a translator had before; `project` then counts them as older."""
    if not older:
        return offer
    before = copy(offer)
    for name, words in older.items():
        setattr(before, name, words)
    return before
