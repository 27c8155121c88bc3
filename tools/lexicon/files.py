"""The files themselves: same rows everywhere, nothing empty, nothing twice, the right letters, relations that exist."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from directory.lexicon.concepts import LISTS, Lexicon, split_cell
from directory.lexicon.files import read_rows
from directory.lexicon.words import checked_word, foreign_letters
from directory.models.vocabulary import STEM, TAG, Sort
from tools.lexicon.problems import Problem

LABELS_ONLY = "de-simple"
LONGEST_LABEL = 60


def rows_of_files(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {code: read_rows(folder / "words" / f"{code}.csv") for code in settings.MODELTRANSLATION_LANGUAGES}


def row_problems(folder: Path) -> Iterator[Problem]:
    """The German file gives keys and order."""
    files = rows_of_files(folder)
    keys = [row["key"] for row in files[settings.LANGUAGE_CODE]]
    for language, rows in files.items():
        have = [row["key"] for row in rows]
        missing, extra = set(keys) - set(have), set(have) - set(keys)
        twice = [key for key, count in Counter(have).items() if count > 1]
        for word, found in (("missing", missing), ("unknown", extra), ("twice", twice)):
            if found:
                yield Problem("rows", language, f"{len(found)} {word}: {', '.join(sorted(found)[:5])}")
        if not missing and not extra and not twice and have != keys:
            first = next(a for a, b in zip(have, keys, strict=True) if a != b)
            yield Problem("rows", language, f"another order, first at {first}")
        for row in rows:
            yield from _cell_problems(language, row)


def _cell_problems(language: str, row: dict[str, str]) -> Iterator[Problem]:
    key, label, words = row["key"], row.get("label") or "", split_cell(row.get("words"))
    if not label or (not words and language != LABELS_ONLY):
        yield Problem("empty", language, key)
    if len(label) > LONGEST_LABEL:
        yield Problem("label", language, f"{key}: {label}")
    if len(words) != len([entry for entry in (row.get("words") or "").split(";") if entry.strip()]):
        yield Problem("words", language, f"{key}: a word stands twice")
    for word in words:
        try:
            if checked_word(word) != word:
                yield Problem("words", language, f"{key}: {word!r} should be {checked_word(word)!r}")
        except ValidationError as error:
            yield Problem("words", language, f"{key}: {' '.join(error.messages)}")
    for text in (label, *words):
        if wrong := foreign_letters(language, text, key):
            yield Problem("letters", language, f"{key}: {text!r} has {wrong!r}")


def concept_problems(folder: Path, lexicon: Lexicon) -> Iterator[Problem]:
    """Sorts, tags and stems have their form, relations lead to concepts and never in a circle."""
    keys = [row["key"] for row in read_rows(folder / "concepts.csv")]
    yield from (Problem("concepts", "", f"{key}: twice") for key, count in Counter(keys).items() if count > 1)
    for key, concept in lexicon.concepts.items():
        if key not in keys and LISTS[key.partition(":")[0]] != Sort.LANGUAGE:
            yield Problem("concepts", "", f"{key}: not in concepts.csv")
        if concept.sort not in Sort.values:
            yield Problem("concepts", "", f"{key}: no such sort {concept.sort}")
        if wrong := [k for k in (*concept.part_of, *concept.near) if k not in lexicon.concepts or k == key]:
            yield Problem("concepts", "", f"{key}: no such relation {', '.join(wrong)}")
        if key in above(lexicon, key):
            yield Problem("concepts", "", f"{key}: is part of itself")
        forms = [tag for tag in concept.tags if not TAG.fullmatch(tag)]
        forms += [stem for stem in concept.stems if not STEM.fullmatch(stem)]
        forms += [stem for stem in concept.stems if ":" in stem and stem not in lexicon.concepts]
        if forms:
            yield Problem("concepts", "", f"{key}: {', '.join(forms)}")


def above(lexicon: Lexicon, key: str) -> frozenset[str]:
    """All that a concept is part of, over any number of steps."""
    found: set[str] = set()
    todo = list(lexicon.concepts[key].part_of)
    while todo:
        one = todo.pop()
        if one not in found and one in lexicon.concepts:
            found.add(one)
            todo += lexicon.concepts[one].part_of
    return frozenset(found)
