"""Words in titles: organisations and offers are found by name, also misspelt or written apart."""

import time
from collections.abc import Mapping
from itertools import pairwise

from search.engines import EngineUnavailableError, get_engine
from search.understanding.function_words import is_common
from search.understanding.near_miss import NearMisses
from search.understanding.word_index import QueryWord

KEPT_SECONDS = 300.0
SHORTEST = 4
CORRECTED = 0.7
# A title word that more documents have is no name.
RARE, RARE_SHARE = 3, 0.005
_kept: tuple[float, int, dict[str, int], NearMisses] = (0.0, 0, {}, NearMisses())


def _names() -> tuple[dict[str, int], NearMisses]:
    """Title words with the number of documents, at most five minutes old; none while no engine answers."""
    global _kept
    asked, engine, words, near = _kept
    if engine != id(get_engine()) or time.monotonic() - asked > KEPT_SECONDS:
        try:
            words = get_engine().title_words()
        except EngineUnavailableError:
            return {}, NearMisses()
        near = NearMisses.of_words({word: {"de"} for word in words if len(word) >= SHORTEST})
        _kept = (time.monotonic(), id(get_engine()), words, near)
    return words, near


def title_words() -> Mapping[str, int]:
    """Words of titles with the number of documents, at most five minutes old."""
    return _names()[0]


def meant_names(words: tuple[QueryWord, ...], places: list[int], documents: int) -> dict[int, dict[str, float]]:
    """By place: rare title words that a word of the query may stand for, with how likely (0 to 1)."""
    known, near = _names()
    rare = max(RARE, documents * RARE_SHARE)
    found: dict[int, dict[str, float]] = {}
    for place in places:
        word = words[place]
        if is_common(word.folded):
            continue
        if word.folded in known:
            found[place] = {word.folded: 1.0}
        elif len(word.folded) >= SHORTEST and word.script == "Latn":
            found[place] = dict.fromkeys(near.of(word.folded, word.script), CORRECTED)
    for left, right in pairwise(places):
        whole = words[left].folded + words[right].folded
        if right == left + 1 and whole in known:
            found.setdefault(left, {})[whole] = 1.0
    return {
        place: names
        for place, all_names in found.items()
        if (names := {name: sure for name, sure in all_names.items() if known[name] <= rare})
    }
