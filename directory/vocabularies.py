"""Loads the shipped vocabularies (`directory/data/vocabularies/*.csv`) and the lexicon (`directory/data/lexicon`).

A list says what its values are; the lexicon says what people call those that are searched for, and brings concepts of
its own. An upgrade never overwrites what an installation changed: a column is written only while it still holds what
the last upgrade brought. Nothing is read twice: unchanged files are known by their digest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from directory.lexicon import Concept, Lexicon, announce_lexicon_change, read_files
from directory.lexicon.concepts import join_cell
from directory.lexicon.files import digest_of_files, read_rows
from directory.lexicon.writing import ROWS_AT_ONCE, delete_quietly
from directory.memory import announce_change
from directory.models import MemoryVersion, SearchWord, Term
from directory.writing.dependants import documents_with_term
from directory.writing.publishing import queue

DATA = Path(__file__).parent / "data"
LABELS = {"de": "de", "de_simple": "de-simple", "en": "en", "ar": "ar"}
EXTRA = ("endonym", "script", "direction", "fallback", "spellings")
CONCEPTS = "concept"
LOADER = "1"
"""Raise it when the same files have to be read anew because this module understands them differently."""


@dataclass
class Loaded:
    """How many rows an upgrade touched."""

    added: int = 0
    changed: int = 0
    words: int = 0


@dataclass
class Shipped:
    """One value as the files have it."""

    vocabulary: str
    slug: str
    columns: dict[str, Any]
    words: dict[tuple[str, str], None] = field(default_factory=dict)
    """Search words (language, word) in their order."""


@transaction.atomic
def load_vocabularies(folder: Path = DATA) -> Loaded:
    """Bring all shipped values into the database; safe to repeat, at once when the files are those of last time."""
    loaded = Loaded()
    digest = LOADER + digest_of_files([folder])
    if MemoryVersion.objects.filter(shipped=digest).exists():
        return loaded
    values = list(_shipped(folder))
    have = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
    _load_values(values, have, loaded)
    if (folder / "lexicon").exists():
        _retire(have, {(value.vocabulary, value.slug) for value in values}, loaded)
    _load_words(values, loaded)
    announce_change()
    announce_lexicon_change()
    MemoryVersion.objects.update(shipped=digest)
    return loaded


def _shipped(folder: Path) -> Iterator[Shipped]:
    lexicon = read_files(folder / "lexicon")
    for path in sorted((folder / "vocabularies").glob("*.csv")):
        for position, row in enumerate(read_rows(path)):
            yield _value(path.stem, row["slug"], position, row, lexicon.concepts.get(f"{path.stem}:{row['slug']}"))
    yield from _concepts(lexicon)


def _concepts(lexicon: Lexicon) -> Iterator[Shipped]:
    for position, (key, concept) in enumerate(lexicon.concepts.items()):
        vocabulary, _sep, slug = key.partition(":")
        if vocabulary == CONCEPTS:
            yield _value(vocabulary, slug, position, {}, concept)


def _value(vocabulary: str, slug: str, position: int, row: dict[str, str], concept: Concept | None) -> Shipped:
    columns = _columns(position, row)
    if concept is None:
        return Shipped(vocabulary, slug, columns)
    sensitive = columns["sensitive"] or concept.sensitive
    columns |= {build_localized_fieldname("label", code): label for code, label in concept.labels.items()}
    columns |= {"sort": concept.sort, "sensitive": sensitive, "retired": False}
    columns |= {name: join_cell(getattr(concept, name)) for name in ("part_of", "near", "tags", "stems")}
    words = dict.fromkeys((language, word) for language, found in concept.words.items() for word in found)
    return Shipped(vocabulary, slug, columns, words)


def _columns(position: int, row: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        build_localized_fieldname(name, code): row[prefix + column]
        for name, prefix in (("label", ""), ("explanation", "explanation_"))
        for column, code in LABELS.items()
        if row.get(prefix + column)
    }
    columns |= {"certain": row.get("certain") != "0", "icon": row.get("icon") or "", "position": position}
    columns |= {"sensitive": row.get("sensitive") == "1", "professional": row.get("professional") == "1"}
    extra = {name: row[name] for name in EXTRA if row.get(name)}
    return columns | ({"extra": extra} if extra else {})


def _load_values(values: Iterable[Shipped], have: dict[tuple[str, str], Term], loaded: Loaded) -> None:
    new = []
    for value in values:
        term = have.get((value.vocabulary, value.slug))
        if term is None:
            new.append(Term(vocabulary=value.vocabulary, slug=value.slug, shipped=value.columns, **value.columns))
        else:
            _upgrade(term, value.columns, loaded)
    Term.objects.bulk_create(new, batch_size=100)
    loaded.added += len(new)


def _upgrade(term: Term, columns: dict[str, Any], loaded: Loaded) -> None:
    """Write the columns that nobody changed here, and queue the offers that show them."""
    # Forms write "" where the database had nothing, and the last upgrade may not have known a column yet.
    ours = {name for name in columns if (getattr(term, name) or "") == (term.shipped.get(name) or "")}
    new = {name: value for name, value in columns.items() if name in ours and getattr(term, name) != value}
    if new or term.shipped != columns:
        Term.objects.filter(pk=term.pk).update(**new, shipped=columns)
        loaded.changed += 1
    if new:
        queue(documents_with_term(term).values_list("pk", flat=True))


def _retire(have: dict[tuple[str, str], Term], shipped: set[tuple[str, str]], loaded: Loaded) -> None:
    """Concepts that are shipped no longer are not searched for any more; those of the installation's own stay."""
    for key, term in have.items():
        if key[0] == CONCEPTS and key not in shipped and term.shipped and not term.shipped.get("retired"):
            _upgrade(term, term.shipped | {"retired": True}, loaded)


def _load_words(values: Iterable[Shipped], loaded: Loaded) -> None:
    """Add shipped words that are not there; words that were taken off stay off; words no longer shipped go."""
    have: dict[int, dict[tuple[str, str], tuple[int, bool]]] = {}
    rows = SearchWord.objects.filter(municipality=None)
    for pk, term, language, word, origin, removed in rows.values_list(
        "pk", "term", "language", "word", "origin", "removed"
    ):
        have.setdefault(term, {})[language, word] = (pk, origin == "shipped" and not removed)
    pks = {(vocabulary, slug): pk for pk, vocabulary, slug in Term.objects.values_list("pk", "vocabulary", "slug")}
    gone: list[int] = []
    new: list[SearchWord] = []
    for value in values:
        term = pks[value.vocabulary, value.slug]
        known = have.get(term, {})
        gone += [pk for key, (pk, droppable) in known.items() if droppable and key not in value.words]
        new += [
            SearchWord(term_id=term, language=language, word=word, origin="shipped")
            for language, word in value.words
            if (language, word) not in known
        ]
    delete_quietly(rows, gone)
    SearchWord.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    loaded.words += len(new) + len(gone)
