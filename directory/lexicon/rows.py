"""Rows → concepts: the shared ones, and what single municipalities changed about them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from modeltranslation.utils import build_localized_fieldname

from directory.lexicon.concepts import LISTS, Concept, split_cell

if TYPE_CHECKING:
    from directory.models import Term

FACTS = ("pk", "vocabulary", "slug", "sort", "sensitive", "part_of", "near", "tags", "stems")
Words = dict[str, list[str]]


@dataclass
class Changes:
    """What one municipality changed, by key: words it added and removed, labels of its own, hidden concepts."""

    added: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    removed: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def apply(self, concepts: dict[str, Concept]) -> Iterator[Concept]:
        for key, concept in concepts.items():
            if key in self.hidden:
                continue
            if key in self.added or key in self.removed or key in self.labels:
                yield self._changed(concept)
            else:
                yield concept

    def _changed(self, concept: Concept) -> Concept:
        gone = self.removed.get(concept.key, set())
        words = {
            language: [word for word in found if (language, word) not in gone]
            for language, found in concept.words.items()
        }
        for language, word in self.added.get(concept.key, ()):
            if word not in words.setdefault(language, []):
                words[language].append(word)
        labels = concept.labels | self.labels.get(concept.key, {})
        return replace(concept, labels=labels, words={code: tuple(found) for code, found in words.items() if found})


def read_concepts() -> tuple[list[Concept], dict[int, Changes]]:
    """All concepts that search may use, and the changes of municipalities by their keys."""
    words, local_words = _read_words()
    concepts, keys = [], {}
    labels = {code: build_localized_fieldname("label", code) for code in settings.MODELTRANSLATION_LANGUAGES}
    for row in _terms().values(*FACTS, *labels.values()):
        concept = _concept(row, {code: row[name] for code, name in labels.items() if row[name]}, words[row["pk"]])
        concepts.append(concept)
        keys[row["pk"]] = concept.key
    return concepts, _read_changes(keys, local_words)


def _terms() -> QuerySet["Term"]:
    from directory.models import Term

    return Term.objects.filter(retired=False, vocabulary__in=LISTS).exclude(sort="")


def _concept(row: dict[str, Any], labels: dict[str, str], words: Words) -> Concept:
    return Concept(
        key=f"{row['vocabulary']}:{row['slug']}",
        sort=row["sort"],
        sensitive=row["sensitive"],
        part_of=split_cell(row["part_of"]),
        near=split_cell(row["near"]),
        tags=split_cell(row["tags"]),
        stems=split_cell(row["stems"]),
        labels=labels,
        words={language: tuple(found) for language, found in words.items()},
    )


def _read_words() -> tuple[dict[int, Words], list[tuple[int, int, str, str, bool]]]:
    """Shared words by term and language, and the rows of municipalities."""
    from directory.models import SearchWord

    shared: dict[int, Words] = defaultdict(dict)
    rows = SearchWord.objects.order_by("pk")
    used = rows.filter(municipality=None, removed=False).values_list("term", "language", "word")
    for term, language, word in used.iterator(chunk_size=5000):
        shared[term].setdefault(language, []).append(word)
    local = rows.exclude(municipality=None).values_list("municipality", "term", "language", "word", "removed")
    return shared, list(local)


def _read_changes(keys: dict[int, str], local_words: list[tuple[int, int, str, str, bool]]) -> dict[int, Changes]:
    from directory.models import TermOverride

    changes: dict[int, Changes] = defaultdict(Changes)
    for municipality, term, language, word, removed in local_words:
        if (key := keys.get(term)) and removed:
            changes[municipality].removed.setdefault(key, set()).add((language, word))
        elif key:
            changes[municipality].added.setdefault(key, []).append((language, word))
    for municipality, term, hidden, labels in TermOverride.objects.values_list(
        "municipality", "term", "hidden", "labels"
    ):
        if (key := keys.get(term)) and hidden:
            changes[municipality].hidden.add(key)
        elif key and labels:
            changes[municipality].labels[key] = labels
    return dict(changes)
