"""A search document as engines store it: terms per field, concepts with their place, tags; in every engine the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from directory.findable.documents import SearchDocument, is_counted
from directory.lexicon import lexicon
from directory.memory import memory
from search.analysis import forms, parts, words_of
from search.tagging import tagger

TERM_FIELDS = ("title", "labels", "body1", "body2", "body3")
# How much a word fills a text: k1 and b of BM25 with a fixed average length in words, in three steps.
SATURATION, LENGTH_SHARE, AVERAGE_LENGTH = 1.2, 0.75, 80
STEPS = (0.75, 1.25)
PART = 0.5


@dataclass(frozen=True)
class AnalysedDocument:
    """What an engine stores of one document."""

    document: SearchDocument
    terms: dict[str, tuple[str, ...]]
    concepts: tuple[str, ...]
    """`topic:sport/t`: concept and place."""

    @property
    def facets(self) -> list[str]:
        return [tag for tag in self.document.tags if is_counted(tag)]


def about_of(stored: Iterable[str]) -> dict[str, str]:
    """Stored `concepts` → concept and its place."""
    return dict(concept.split("/", 1) for concept in stored)


def analysed(document: SearchDocument) -> AnalysedDocument:
    """Terms and concepts of a document, by the lexicon of its municipality."""
    found = tagger(lexicon(memory().tenants[document.municipality])).concepts_of(document)
    terms = {"title": tuple(_counts(document.title)), "labels": tuple(_counts(document.labels))}
    terms |= _body(document.body)
    return AnalysedDocument(document, terms, tuple(f"{key}/{place}" for key, place in sorted(found.items())))


@lru_cache(maxsize=50_000)
def _word_terms(word: str, language: str) -> tuple[tuple[str, float], ...]:
    whole = forms(word, language)
    return (*((term, 1.0) for term in whole), *((term, PART) for term in parts(word, language) if term not in whole))


def _counts(texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for language, text in texts:
        for word in words_of(text):
            for term, weight in _word_terms(word, language):
                counts[term] = counts.get(term, 0.0) + weight
    return counts


def _body(texts: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Terms of the body in three steps of how much they fill it."""
    by_language: dict[str, list[tuple[str, str]]] = {}
    for language, text in texts:
        by_language.setdefault(language, []).append((language, text))
    best: dict[str, int] = {}
    for same in by_language.values():
        counts = _counts(same)
        length = sum(len(words_of(text)) for _language, text in same)
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / AVERAGE_LENGTH)
        for term, count in counts.items():
            impact = count * (SATURATION + 1) / (count + norm)
            best[term] = max(best.get(term, 1), 1 + sum(impact >= step for step in STEPS))
    return {f"body{step}": tuple(term for term, at in best.items() if at == step) for step in (1, 2, 3)}
