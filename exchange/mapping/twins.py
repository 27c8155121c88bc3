"""Twin records: several records of a file that are one offer, each with the words of another language."""

from collections.abc import Iterable, Sequence

from directory.models import WORDS
from exchange.mapping.profiles import Twin
from exchange.mapping.record_mapping import Mapped, Rejected


def join_twins(mapped: Iterable[Mapped], twins: Sequence[Twin]) -> tuple[list[Mapped], list[Rejected]]:
    """One entry per offer, words of twins as `en.title`; a key that comes again is rejected.

    A twin whose original is missing stands for itself under the original's key, in its own language.
    """
    entries: dict[tuple[str, str], Mapped] = {}
    rejected = []
    for entry in mapped:
        key, language = _split(entry, twins)
        if (key, language) in entries:
            first = entries[key, language].position
            rejected.append(Rejected(f"its key came before, in record {first}", entry, entry.key))
        else:
            entries[key, language] = entry
    offers: dict[str, Mapped] = {}
    for (key, language), entry in sorted(entries.items(), key=lambda item: item[0][1] != ""):
        if key not in offers:
            entry.key = key
            offers[key] = entry
        else:
            _add_words(offers[key], entry, language)
    return sorted(offers.values(), key=lambda entry: entry.position), rejected


def _split(entry: Mapped, twins: Sequence[Twin]) -> tuple[str, str]:
    """(key of the offer, language of a twin); the language is empty for the original."""
    for twin in twins:
        if entry.key.endswith(twin.suffix) and len(entry.key) > len(twin.suffix):
            return entry.key.removesuffix(twin.suffix), twin.language
    return entry.key, ""


def _add_words(offer: Mapped, twin: Mapped, language: str) -> None:
    for word in WORDS:
        if word in twin.values:
            offer.values[f"{language}.{word}"] = twin.values[word]
