"""Loads the shipped vocabularies (`directory/data/vocabularies/*.csv`). An upgrade never overwrites what an
installation changed: a column is written only while it still holds what the last upgrade brought."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from directory.memory import announce_change
from directory.models import SearchWord, Term
from directory.writing.dependants import documents_with_term
from directory.writing.publishing import queue

FOLDER = Path(__file__).parent / "data" / "vocabularies"
LABELS = {"de": "de", "de_simple": "de-simple", "en": "en", "ar": "ar"}
EXTRA = ("endonym", "script", "direction", "fallback")


@dataclass
class Loaded:
    """How many rows an upgrade touched."""

    added: int = 0
    changed: int = 0
    words: int = 0


@transaction.atomic
def load_vocabularies(folder: Path = FOLDER) -> Loaded:
    """Bring all shipped values into the database; safe to repeat."""
    loaded = Loaded()
    have = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
    words: dict[int, list[SearchWord]] = {}
    for word in SearchWord.objects.filter(municipality=None):
        words.setdefault(word.term_id, []).append(word)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for position, row in enumerate(csv.DictReader(file)):
                term = _load_row(path.stem, position, row, have, loaded)
                new_words = _load_words(term, row, words.get(term.pk, []))
                if new_words and (path.stem, row["slug"]) in have:
                    queue(documents_with_term(term).values_list("pk", flat=True))
                loaded.words += new_words
    if loaded.added or loaded.changed or loaded.words:
        announce_change()
    return loaded


def _columns(position: int, row: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        build_localized_fieldname("label", code): row[column] for column, code in LABELS.items() if row.get(column)
    }
    columns |= {
        build_localized_fieldname("explanation", code): row[f"explanation_{column}"]
        for column, code in LABELS.items()
        if row.get(f"explanation_{column}")
    }
    columns |= {"certain": row.get("certain") != "0", "icon": row.get("icon") or "", "position": position}
    columns |= {"sensitive": row.get("sensitive") == "1", "professional": row.get("professional") == "1"}
    extra = {name: row[name] for name in EXTRA if row.get(name)}
    return columns | ({"extra": extra} if extra else {})


def _load_row(
    vocabulary: str, position: int, row: dict[str, str], have: dict[tuple[str, str], Term], loaded: Loaded
) -> Term:
    columns = _columns(position, row)
    term = have.get((vocabulary, row["slug"]))
    if term is None:
        term = Term.objects.create(vocabulary=vocabulary, slug=row["slug"], shipped=columns, **columns)
        loaded.added += 1
    else:
        ours = {name: value for name, value in columns.items() if getattr(term, name) == term.shipped.get(name)}
        new = {name: value for name, value in ours.items() if getattr(term, name) != value}
        if new or term.shipped != columns:
            for name, value in new.items():
                setattr(term, name, value)
            term.shipped = columns
            term.save()
            loaded.changed += 1
    return term


def _load_words(term: Term, row: dict[str, str], have: list[SearchWord]) -> int:
    """Add shipped words that are not there; words that were taken off stay off; words no longer shipped go."""
    shipped = {
        (column.removeprefix("words_").replace("_", "-"), word.strip())
        for column, cell in row.items()
        if column.startswith("words_") and cell
        for word in cell.split(";")
        if word.strip()
    }
    rows = {(word.language, word.word): word for word in have}
    gone = [
        word.pk for key, word in rows.items() if word.origin == "shipped" and not word.removed and key not in shipped
    ]
    new = [
        SearchWord(term=term, language=language, word=word, origin="shipped")
        for language, word in sorted(shipped - rows.keys())
    ]
    if gone:
        SearchWord.objects.filter(pk__in=gone).delete()
    SearchWord.objects.bulk_create(new)
    return len(new) + len(gone)
