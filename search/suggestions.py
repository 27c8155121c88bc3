"""Suggestions while typing: concepts, districts and offers whose words begin with what was typed, in the reader's
language. Concepts come from a sorted list in memory, offers from the engine's words of titles."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from directory.findable.documents import Signal, by_kind, sources
from directory.lexicon import Lexicon, lexicon
from directory.memory import Tenant
from search.analysis import GERMAN, fold, words_of
from search.engines import EngineUnavailableError, get_engine
from search.finding import document_query
from search.frequencies import frequencies
from search.query import SearchQuery
from search.reasons import concept_label
from search.scoring import Scored
from search.understanding.names import title_words
from search.understanding.understood import WISHES

SHORTEST, LONGEST = 2, 60
MOST, MOST_DISTRICTS, MOST_OFFERS = 8, 2, 3
MOST_TERMS, HITS = 20, 9
MOST_INDEXES = 16
# Beginning of a label, of a later word of a label, of another search word: the order of concepts.
LABEL, LATER_WORD, OTHER_WORD = range(3)


@dataclass(frozen=True)
class Suggestion:
    """One line of the list; `kind` says what it is where that is not plain."""

    text: str
    kind: str
    url: str
    sensitive: bool = False


def suggestions(text: str, query: SearchQuery, tenant: Tenant) -> list[Suggestion]:
    """At most eight; none for less than two letters. `query` has language and day."""
    typed = " ".join(fold(text[:LONGEST]).split())
    if len(typed) < SHORTEST:
        return []
    concepts = _concepts(typed, query.language, tenant)
    districts = _districts(typed, tenant)[:MOST_DISTRICTS]
    offers = _offers(typed, query, tenant)[:MOST_OFFERS]
    return [*concepts[: MOST - len(districts) - len(offers)], *districts, *offers]


def _concepts(typed: str, language: str, tenant: Tenant) -> list[Suggestion]:
    """Subjects that some record speaks of, and wishes; the best known first."""
    held, known = lexicon(tenant), _frequencies()
    best: dict[str, int] = {}
    for rank, key in _beginning_with(typed, _index_of(held, language)):
        if not known or known.get(key) or held.concepts[key].sort in WISHES:
            best[key] = min(rank, best.get(key, rank))
    found: dict[str, Suggestion] = {}
    for key in sorted(best, key=lambda key: (best[key], -known.get(key, 0), key)):
        label = concept_label(key, tenant)
        address = f"{reverse('results')}?{urlencode({'q': label})}"
        found.setdefault(fold(label), Suggestion(label, "", address, held.concepts[key].sensitive))
    return list(found.values())


def _frequencies() -> Mapping[str, int]:
    try:
        return frequencies()
    except EngineUnavailableError:
        return {}


_Index = list[tuple[str, int, str]]
_indexes: OrderedDict[tuple[str, str], _Index] = OrderedDict()


def _index_of(held: Lexicon, language: str) -> _Index:
    """Folded beginnings with rank and concept, sorted; a few lexicons and languages are kept."""
    key = (held.digest, language)
    if key not in _indexes:
        _indexes[key] = sorted(set(_entries(held, language)))
        while len(_indexes) > MOST_INDEXES:
            _indexes.popitem(last=False)
    return _indexes[key]


def _entries(held: Lexicon, language: str) -> Iterator[tuple[str, int, str]]:
    spoken = "de" if language in GERMAN else language
    for key, concept in held.concepts.items():
        label = concept.labels.get(language) or concept.labels.get(spoken)
        if not label:
            continue
        words = fold(label).split()
        for place in range(len(words)):
            yield " ".join(words[place:]), LATER_WORD if place else LABEL, key
        for word in concept.words.get(spoken, ()):
            yield fold(word.lstrip("= ")), OTHER_WORD, key


def _beginning_with(typed: str, index: _Index) -> Iterator[tuple[int, str]]:
    for place in range(bisect_left(index, (typed,)), len(index)):
        beginning, rank, key = index[place]
        if not beginning.startswith(typed):
            return
        yield rank, key


def _districts(typed: str, tenant: Tenant) -> list[Suggestion]:
    kind = pgettext("suggestion", "part of town")
    return [
        Suggestion(note.name(), kind, f"{reverse('results')}?{urlencode({'stadtteil': note.slug})}")
        for note in tenant.districts.values()
        if _begins_all([typed], note.name())
    ]


def _offers(typed: str, query: SearchQuery, tenant: Tenant) -> list[Suggestion]:
    """Offers that have all words in their title, the last one perhaps unfinished."""
    words = typed.split()
    signals = [Signal((("title", word, 1.0),)) for word in words[:-1]]
    if terms := _terms_beginning_with(words[-1]):
        signals.append(Signal(tuple(("title", term, 1.0) for term in terms)))
    if len(signals) < len(words):
        return []
    return [
        Suggestion(card.title.text, pgettext("suggestion", "offer"), card.url)
        for card in _cards(tuple(signals), query, tenant)
        if not card.title.elsewhere and _begins_all(words, card.title.text)
    ]


def _cards(signals: tuple[Signal, ...], query: SearchQuery, tenant: Tenant) -> list[Any]:
    question = document_query(query, tenant, Scored(needed=signals, helpful=()))
    try:
        uids = get_engine().search(question).uids
    except EngineUnavailableError:
        return []
    found = {
        f"{kind}:{key}": card
        for kind, keys in by_kind(uids).items()
        for key, card in sources()[kind].cards(keys, tenant, query.language, query.today).items()
    }
    return [found[uid] for uid in uids if uid in found]


def _begins_all(typed: list[str], text: str) -> bool:
    words = [fold(word) for word in words_of(text)]
    return all(any(word.startswith(part) for word in words) for part in typed)


def _terms_beginning_with(typed: str) -> list[str]:
    """The most frequent title words that begin so."""
    counts = title_words()
    ordered = _sorted(id(counts), len(counts))
    found = []
    for place in range(bisect_left(ordered, typed), len(ordered)):
        if not ordered[place].startswith(typed):
            break
        found.append(ordered[place])
    return sorted(found, key=lambda word: -counts.get(word, 0))[:MOST_TERMS]


@lru_cache(maxsize=2)
def _sorted(_identity: int, _size: int) -> list[str]:
    return sorted(title_words())
