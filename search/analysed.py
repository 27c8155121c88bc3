"""A search document as engines store it: terms per field, concepts with their place, tags; in every engine the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from directory.findable.documents import SearchDocument, is_counted
from directory.lexicon import lexicon
from directory.memory import memory
from search.analysis import forms, parts, words_of
from search.tagging import Tagger, tagger

TERM_FIELDS = ("title", "labels", "body1", "body2", "body3")
# How much a word fills a text: k1 and b of BM25 with a fixed average length in words, in three steps.
SATURATION, LENGTH_SHARE, AVERAGE_LENGTH = 1.2, 0.75, 80
STEPS = (0.75, 1.25)
PART = 0.5
SHORT = 100  # letters of a text whose terms are kept


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


Read = Callable[[SearchDocument], AnalysedDocument]


def about_of(stored: Iterable[str]) -> dict[str, str]:
    """Stored `concepts` → concept and its place."""
    return dict(concept.split("/", 1) for concept in stored)


def analysed(document: SearchDocument) -> AnalysedDocument:
    """Terms and concepts of a document, by the lexicon of its municipality."""
    return AnalysedDocument(document, terms_of(document), concepts_of(document))


def terms_of(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    terms = {"title": tuple(_counts(document.title)[1]), "labels": tuple(_counts(document.labels)[1])}
    return terms | _body(document.body)


def concepts_of(document: SearchDocument) -> tuple[str, ...]:
    found = _tagger_of(document).concepts_of(document)
    return tuple(f"{key}/{place}" for key, place in sorted(found.items()))


def reading_of(document: SearchDocument) -> bytes:
    """Changes when the lexicon may find other concepts in the same texts."""
    return _tagger_of(document).reading_of(document)


def _tagger_of(document: SearchDocument) -> Tagger:
    return tagger(lexicon(memory().tenants[document.municipality]))


@lru_cache(maxsize=50_000)
def _word_terms(word: str, language: str) -> tuple[tuple[str, float], ...]:
    whole = forms(word, language)
    return (*((term, 1.0) for term in whole), *((term, PART) for term in parts(word, language) if term not in whole))


@lru_cache(maxsize=20_000)
def _short_terms(text: str, language: str) -> tuple[int, tuple[tuple[str, float], ...]]:
    """Number of words, and their terms; labels and names stand in very many documents."""
    words = words_of(text)
    return len(words), tuple(term for word in words for term in _word_terms(word, language))


def _counts(texts: Iterable[tuple[str, str]]) -> tuple[int, dict[str, float]]:
    """Number of words, and how often each term occurs."""
    length, counts = 0, dict[str, float]()
    for language, text in texts:
        if len(text) <= SHORT:
            number, terms = _short_terms(text, language)
            for term, weight in terms:
                counts[term] = counts.get(term, 0.0) + weight
        else:
            words = words_of(text)
            number = len(words)
            for word, times in Counter(words).items():
                for term, weight in _word_terms(word, language):
                    counts[term] = counts.get(term, 0.0) + weight * times
        length += number
    return length, counts


def _body(texts: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Terms of the body in three steps of how much they fill it."""
    by_language: dict[str, list[tuple[str, str]]] = {}
    for language, text in texts:
        by_language.setdefault(language, []).append((language, text))
    best: dict[str, int] = {}
    for same in by_language.values():
        length, counts = _counts(same)
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / AVERAGE_LENGTH)
        for term, count in counts.items():
            impact = count * (SATURATION + 1) / (count + norm)
            best[term] = max(best.get(term, 1), 1 + (impact >= STEPS[0]) + (impact >= STEPS[1]))
    return {f"body{step}": tuple(term for term, at in best.items() if at == step) for step in (1, 2, 3)}
