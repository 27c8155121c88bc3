"""What a reader means → signals with points, the one place where scores are made. Engines only add them up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import wordfreq

from directory.findable.documents import Signal
from directory.lexicon import Lexicon
from search.analysis import forms, parts, without_umlaut_digraphs
from search.ranking import WEIGHTS, Weights
from search.understanding.names import meant_names
from search.understanding.recognising import Hit
from search.understanding.understood import Understood
from search.understanding.word_index import QueryWord
from search.wishes import wish_tags

# Sorts that say what is looked for; kinds and groups of people only narrow it.
SUBJECTS = frozenset({"topic", "office", "thing", "cost"})
SITUATIONS = frozenset({"situation"})
# wordfreq's scale: 8 is the most frequent word there can be, unknown words are rarer than 3.
MOST_FREQUENT = 8.0


@dataclass(frozen=True)
class Scored:
    """Signals of a query; `needed` says what a hit has at least one of."""

    needed: tuple[Signal, ...]
    helpful: tuple[Signal, ...]
    nearby: tuple[Signal, ...] = ()
    """What comes near when nothing has what is needed: more general and similar subjects."""
    narrowed: bool = False
    """Whether something beside subjects and words was understood: wishes, people, kinds, a district."""
    said: tuple[Signal, ...] = ()
    """What is needed by the words alone, without an encoder."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How much each concept of the query counts."""


def score(
    meant: Understood,
    lexicon: Lexicon,
    languages: tuple[str, ...],
    frequencies: Mapping[str, int],
    documents: int,
    today: date,
    weights: Weights = WEIGHTS,
) -> Scored:
    """`frequencies`: in how many of all `documents` each concept occurs; `languages`: which word forms to try."""
    shares = {hit.concept: _share(hit, lexicon, frequencies, documents, weights) for hit in meant.concepts}
    concepts = _concepts(meant, shares, weights)
    words = _words(meant, languages, weights)
    main = telling(meant, lexicon)
    about = {hit.concept for hit in main}
    covered = frozenset().union(*(hit.places for hit in meant.concepts if hit not in main))
    absent = [hit for hit in main if _speaks_of_others(hit, lexicon) or not frequencies.get(hit.concept)]
    needed = [signal for keys, signal in concepts if keys & about]
    needed += [*_names(meant, documents, weights), *_nearby(absent, lexicon, weights)]
    own_words = [signal for place, signal in words if place not in covered]
    helpful = [signal for keys, signal in concepts if not keys & about]
    helpful += [signal for place, signal in words if place in covered]
    if main or not (meant.wishes or meant.district):
        needed += own_words
    else:
        helpful += own_words
    wishes = _wishes(meant, lexicon, today, weights)
    narrowed = bool(wishes or meant.district or meant.age is not None or len(main) < len(meant.concepts))
    return Scored(tuple(needed), (*helpful, *wishes), _nearby(main, lexicon, weights), narrowed, tuple(needed), shares)


def telling(meant: Understood, lexicon: Lexicon) -> list[Hit]:
    """What a hit must be about: subjects, else the situation, else kinds and people."""
    sorts = [lexicon.concepts[hit.concept].sort for hit in meant.concepts]
    for wanted in (SUBJECTS, SITUATIONS):
        if found := [hit for hit, sort in zip(meant.concepts, sorts, strict=True) if sort in wanted]:
            return found
    return list(meant.concepts)


def _speaks_of_others(hit: Hit, lexicon: Lexicon) -> bool:
    """Situations are told in a reader's words, which no offer uses: what they are near is meant as well."""
    return lexicon.concepts[hit.concept].sort in SITUATIONS


def _nearby(telling: list[Hit], lexicon: Lexicon, weights: Weights) -> tuple[Signal, ...]:
    points: dict[str, float] = {}
    for hit in telling:
        concept = lexicon.concepts[hit.concept]
        for keys, strength in ((concept.part_of, weights.more_general), (concept.near, weights.similar)):
            for key in keys:
                points[key] = max(points.get(key, 0.0), weights.concepts * hit.score * strength)
    return tuple(_concept_signal(key, worth, weights) for key, worth in points.items())


def _concepts(meant: Understood, shares: Mapping[str, float], weights: Weights) -> list[tuple[frozenset[str], Signal]]:
    """Concepts of each signal. In long texts, which speak of much, those that the same words stand for count once."""
    total = weights.telling_sum or sum(shares.values()) or 1.0
    signals = {key: _concept_signal(key, weights.concepts * share / total, weights) for key, share in shares.items()}
    if not weights.telling_sum:
        return [(frozenset({key}), signal) for key, signal in signals.items()]
    by_words: dict[frozenset[int], list[str]] = {}
    for hit in meant.concepts:
        by_words.setdefault(hit.places, []).append(hit.concept)
    return [
        (frozenset(keys), Signal(tuple(term for key in keys for term in signals[key].terms)))
        for keys in by_words.values()
    ]


def _concept_signal(key: str, points: float, weights: Weights) -> Signal:
    return Signal(
        tuple(("concepts", f"{key}/{place}", points * strength) for place, strength in weights.places.items())
    )


def _share(hit: Hit, lexicon: Lexicon, frequencies: Mapping[str, int], documents: int, weights: Weights) -> float:
    sort = weights.sorts.get(lexicon.concepts[hit.concept].sort, 1.0)
    return hit.score * sort * weights.rarity(frequencies.get(hit.concept, 0), documents)


def _words(meant: Understood, languages: tuple[str, ...], weights: Weights) -> list[tuple[int, Signal]]:
    wished = frozenset().union(*(hit.places for hit in meant.wishes))
    places = [place for place in meant.content if place not in wished]
    rarity = {place: _rarity(meant.words[place]) for place in places}
    total = weights.telling_sum or sum(rarity.values()) or 1.0
    return [
        (place, _word(meant.words[place], languages, weights.words * rarity[place] / total, weights))
        for place in places
    ]


def _names(meant: Understood, documents: int, weights: Weights) -> list[Signal]:
    found = meant_names(meant.words, meant.content, documents)
    return [
        Signal(tuple(("title", name, weights.names * sure) for name, sure in names.items())) for names in found.values()
    ]


def _rarity(word: QueryWord) -> float:
    """How telling a word is, from the frequency of German words, the same in every engine."""
    return MOST_FREQUENT - wordfreq.zipf_frequency(word.light, "de", "small")


def _word(word: QueryWord, languages: tuple[str, ...], points: float, weights: Weights) -> Signal:
    whole = dict.fromkeys(form for language in languages for form in forms(word.written, language))
    whole |= dict.fromkeys([without_umlaut_digraphs(word.folded)])
    rest = [part for part in parts(word.written, "de") if part not in whole]
    strengths = {**dict.fromkeys(whole, 1.0), **dict.fromkeys(rest, weights.compound_part)}
    return Signal(
        tuple(
            (field, form, points * strength * of_field)
            for form, strength in strengths.items()
            for field, of_field in weights.fields.items()
        )
    )


def _wishes(meant: Understood, lexicon: Lexicon, today: date, weights: Weights) -> list[Signal]:
    signals = []
    for hit in meant.wishes:
        concept, sure = lexicon.concepts[hit.concept], min(1.0, hit.score)
        terms = [
            ("tags", tag, weights.facets.get(tag.partition(":")[0], weights.other_facet) * sure)
            for tag in sorted(wish_tags(concept, today))
        ]
        if concept.stems:
            terms += [("concepts", f"{hit.concept}/{place}", weights.other_facet) for place in weights.places]
        if terms:
            signals.append(Signal(tuple(terms)))
    return signals
