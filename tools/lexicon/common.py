"""Stems and search words against the most common words of a language: `oper` begins operation, `natur` hides in
signature. A longer word is explained when it is a form of the shorter one, a compound with it, or when a longer
search word of ours leads to it anyway."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import simplemma
from wordfreq import available_languages, top_n_list

from directory.lexicon.concepts import NOT_THESE, WHOLE_WORD, Lexicon
from search.analysis import fold
from tools.lexicon.problems import Notes, Problem
from tools.lexicon.shared import folded

GERMAN = "de"
STEMS_AGAINST = 20_000
WORDS_AGAINST = 5_000
PARTS_OF_COMPOUNDS = 60_000
SHORTEST_PART = 4
SHORTEST_BEGINNING = 4
SHOWN = 6
_ENDINGS = """
    e en er ern ers es ens s n em t te ten st r in innen erin erinnen lich liche lichen licher liches isch ische ischen
    ischer ung ungen
"""
ENDINGS = frozenset({"", *_ENDINGS.split()})
# Their search words are often cut where the endings begin, so a short rest is an ending. (In the others it is not:
# mode and model, bath and bathe; there the lemma tells.)
CUT = frozenset({"uk", "ru", "pl", "ro", "tr"})
LONGEST_ENDING = 3
LINKS = ("", "s", "es", "n", "en", "er", "e")


@cache
def common_words(language: str, count: int) -> tuple[str, ...]:
    """The most common words, the most common first; none for a language without counts."""
    return tuple(top_n_list(language, count)) if language in available_languages() else ()


@cache
def _parts() -> frozenset[str]:
    return frozenset(fold(word) for word in common_words(GERMAN, PARTS_OF_COMPOUNDS) if len(word) >= SHORTEST_PART)


def _can_follow(rest: str) -> bool:
    return rest in ENDINGS or any(rest.startswith(link) and rest[len(link) :] in _parts() for link in LINKS)


def _can_precede(rest: str) -> bool:
    return not rest or any(rest.endswith(link) and rest.removesuffix(link) in _parts() for link in LINKS)


def stem_problems(lexicon: Lexicon, notes: Notes) -> Iterator[Problem]:
    keys: dict[str, list[str]] = defaultdict(list)
    for concept in lexicon.concepts.values():
        for stem in concept.stems:
            if not stem.startswith(NOT_THESE):
                keys[stem].append(concept.key)
    text = "\n".join(["", *(fold(word) for word in common_words(GERMAN, STEMS_AGAINST)), ""])
    for stem, of in keys.items():
        hits = list(dict.fromkeys(_strange_words(stem, text)))
        if hits and not notes.excuse(GERMAN, stem, of):
            yield Problem("stems", GERMAN, _told(stem, of, hits))


def _strange_words(stem: str, text: str) -> Iterator[str]:
    """Common words, one in each line of the text, in which a stem stands without being a part of their meaning."""
    part = fold(stem.strip("^$"))
    sought = ("\n" if stem.startswith("^") else "") + part + ("\n" if stem.endswith("$") else "")
    place = text.find(sought)
    while place >= 0:
        begin = place + sought.startswith("\n")
        start, end = text.rfind("\n", 0, begin) + 1, text.find("\n", begin)
        if not (_can_precede(text[start:begin]) and _can_follow(text[begin + len(part) : end])):
            yield text[start:end]
        place = text.find(sought, end)


def beginning_problems(lexicon: Lexicon, notes: Notes, language: str) -> Iterator[Problem]:
    keys: dict[str, list[str]] = defaultdict(list)
    for concept in lexicon.concepts.values():
        for word in concept.words.get(language, ()):
            if " " not in word and not word.startswith(WHOLE_WORD) and len(word) >= SHORTEST_BEGINNING:
                keys[word].append(concept.key)
    ours = sorted(folded(language, word) for word in keys)
    common = sorted((folded(language, word), word) for word in common_words(language, WORDS_AGAINST))
    for word, of in keys.items():
        hits = [
            longer
            for form, longer in _beginning_with(common, folded(language, word))
            if not _is_explained(language, word, form, longer, ours)
        ]
        if hits and not notes.excuse(language, word, of):
            yield Problem("beginnings", language, _told(word, of, hits))


def _beginning_with(common: list[tuple[str, str]], start: str) -> Iterator[tuple[str, str]]:
    for form, word in common[bisect_left(common, (start,)) :]:
        if not form.startswith(start):
            return
        if form != start:
            yield form, word


def _is_explained(language: str, word: str, form: str, longer: str, ours: list[str]) -> bool:
    start = folded(language, word)
    rest = form.removeprefix(start)
    if _can_follow(rest) if language == GERMAN else language in CUT and len(rest) <= LONGEST_ENDING:
        return True
    if any(form.startswith(other) for other in ours[bisect_left(ours, start) + 1 : bisect_left(ours, form + "\uffff")]):
        return True
    return language not in CUT and _lemma(language, longer) in (word, _lemma(language, word))


@cache
def _lemma(language: str, word: str) -> str:
    try:
        return simplemma.lemmatize(word, lang=language).lower()
    except ValueError:  # no lemmas for this language
        return word


def _told(word: str, keys: Iterable[str], hits: list[str]) -> str:
    more = f" and {len(hits) - SHOWN} more" if len(hits) > SHOWN else ""
    return f"{word} ({', '.join(keys)}): {', '.join(hits[:SHOWN])}{more}"
