"""Query words → concepts, with how sure each is. Every language is tried; the language of the page is a hint."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from search.understanding.function_words import is_common, languages_of
from search.understanding.scripts import LANGUAGES, script_of_language
from search.understanding.word_index import IN_ORDER, Entry, QueryWord, WordIndex

# A phrase counts more than a word: 1.16 for two words, 1.24 for three; less when other words stand between.
EACH_WORD, MOST_WORDS, APART = 0.08, 1.3, 0.1
ONE_WORD_MISSING = 0.7
LOWEST = 0.45
PART_OF_A_PHRASE = 0.5
BEHIND_THE_BEST = 0.3
HINT = 1.0
FAMILIES = {"uk": "ru", "ru": "uk", "ar": "fa", "fa": "ar"}
OTHER_LATIN, OTHER_LATIN_LONG, FAMILY = 0.62, 0.7, 0.85
KNOWN_TO_MANY = {"de": 0.9, "en": 0.85}
LONG_WORD = 7


@dataclass(frozen=True, slots=True)
class Hit:
    """One concept that words of the query stand for."""

    concept: str
    score: float
    places: frozenset[int]
    """Which words of the query."""
    language: str
    exact: bool = False


@dataclass
class _Match:
    quality: float
    place: int


def recognise(words: list[QueryWord], index: WordIndex, hint: str, names: Container[str] = ()) -> list[Hit]:
    """Concepts of a query, the surest first. `names`: folded words that are right as they are and stand for nothing."""
    spoken = _function_language(words, hint)
    small = frozenset(place for place, word in enumerate(words) if spoken in languages_of(word.folded, word.light))
    only_small = len(small) == len(words)
    if only_small:
        small = frozenset()  # "help" alone is a question too
    matches = [index.matches(word, hint) for word in words]
    hits = _all_hits(words, matches, small, frozenset(), index, hint)
    explained = frozenset().union(*(hit.places for hit in hits if hit.score >= LOWEST))
    meant_otherwise = frozenset(
        place
        for place, word in enumerate(words)
        if place not in explained and word.folded not in names and not is_common(word.folded)
    )
    if meant_otherwise:
        for place in meant_otherwise:
            matches[place] = index.near_matches(words[place], hint)
        hits = _all_hits(words, matches, small, meant_otherwise, index, hint)
    if only_small:  # German "der" is no Kurmanji church
        hits = [hit for hit in hits if hit.language == spoken]
    return _resolved(hits)


def _all_hits(
    words: list[QueryWord],
    matches: list[dict[str, float]],
    small: frozenset[int],
    near: frozenset[int],
    index: WordIndex,
    hint: str,
) -> list[Hit]:
    """`small`: function words, `near`: words that are taken for others."""
    weights = language_weights(words, matches, index, hint)
    found = _found(matches, _joined(words, index, hint))
    return list(_hits(found, words, small, near, index, weights))


def _function_language(words: list[QueryWord], hint: str) -> str:
    """The language whose small words the query uses most; they stand for nothing else then (German `die`)."""
    counts = Counter(language for word in words for language in languages_of(word.folded, word.light))
    if counts[hint]:
        counts[hint] += 1
    best = max(counts, key=lambda language: (counts[language], language == hint, language == "de"), default=hint)
    return best if counts[best] > 1 else hint


def _joined(words: list[QueryWord], index: WordIndex, hint: str) -> Iterator[tuple[str, float, tuple[int, ...]]]:
    """Neighbours written apart: `Schwimm Bad`. Only where the whole is a word of the lexicon."""
    for place in range(len(words) - 1):
        left, right = words[place], words[place + 1]
        if left.script == right.script == "Latn" and len(left.folded) + len(right.folded) >= LONG_WORD:
            whole = left.folded + right.folded
            if whole in index.postings:
                yield whole, 0.97, (place, place + 1)


def _found(
    matches: list[dict[str, float]], joined: Iterable[tuple[str, float, tuple[int, ...]]]
) -> dict[str, list[tuple[float, tuple[int, ...]]]]:
    found: defaultdict[str, list[tuple[float, tuple[int, ...]]]] = defaultdict(list)
    for place, of_word in enumerate(matches):
        for known, quality in of_word.items():
            found[known].append((quality, (place,)))
    for known, quality, places in joined:
        found[known].append((quality, places))
    return found


def _hits(
    found: dict[str, list[tuple[float, tuple[int, ...]]]],
    words: list[QueryWord],
    small: frozenset[int],
    near: frozenset[int],
    index: WordIndex,
    weights: dict[str, float],
) -> Iterator[Hit]:
    """Small words count only as part of a phrase."""
    phrases: defaultdict[int, dict[int, tuple[float, tuple[int, ...]]]] = defaultdict(dict)
    for known, many in found.items():
        for number, part in index.postings[known]:
            entry = index.entries[number]
            for quality, places in many:
                if entry.whole and quality < 0.96 and not near.issuperset(places):
                    continue
                quality *= _marks(entry, part, [words[place] for place in places])
                if len(entry.words) == 1:
                    if small.issuperset(places):
                        continue
                    score = quality * _weight(entry, weights)
                    yield Hit(entry.concept, score, frozenset(places), entry.language, quality >= 0.94)
                elif quality > phrases[number].get(part, (0.0, ()))[0]:
                    phrases[number][part] = quality, places
    for number, parts in phrases.items():
        if hit := _phrase(index.entries[number], parts, weights):
            yield hit


def _phrase(entry: Entry, parts: dict[int, tuple[float, tuple[int, ...]]], weights: dict[str, float]) -> Hit | None:
    """A search word of several words: all must be there, of four and more one may be missing."""
    size = len(entry.words)
    missing = size - len(parts)
    places = frozenset(place for _quality, many in parts.values() for place in many)
    if missing > entry.loose or len(places) < min(2, size):
        return None
    if entry.language in IN_ORDER and [places for _q, places in dict(sorted(parts.items())).values()] != _in_a_row(
        places
    ):
        return None
    quality = sum(quality for quality, _places in parts.values()) / len(parts)
    apart = max(places) - min(places) >= len(places)
    together = ONE_WORD_MISSING if missing else min(MOST_WORDS, 1 + EACH_WORD * size) - APART * apart
    score = quality * together * _weight(entry, weights)
    return Hit(entry.concept, score, places, entry.language, not missing and quality >= 0.94)


def _in_a_row(places: frozenset[int]) -> list[tuple[int, ...]]:
    first = min(places)
    return [(place,) for place in range(first, first + len(places))]


def _weight(entry: Entry, weights: dict[str, float]) -> float:
    weight = weights[entry.language]
    if weight == OTHER_LATIN and sum(map(len, entry.words)) >= LONG_WORD:
        return OTHER_LATIN_LONG
    return weight


def _marks(entry: Entry, part: int, words: list[QueryWord]) -> float:
    """Vietnamese words differ by their marks alone; elsewhere they may be left out."""
    written = "".join(word.light for word in words)
    if written == entry.words[part] or entry.language != "vi":
        return 1.0
    return 0.8 if written.isascii() else 0.0


def language_weights(
    words: list[QueryWord], matches: list[dict[str, float]], index: WordIndex, hint: str
) -> dict[str, float]:
    """How much a search word of each language counts: the query's own language 1, those of the same script less."""
    evidence = dict.fromkeys(LANGUAGES, 0.0)
    scripts = {word.script for word in words}
    if hint in evidence and script_of_language(hint) in scripts:
        evidence[hint] = HINT
    for word, found in zip(words, matches, strict=True):
        for language in languages_of(word.folded, word.light):
            evidence[language] += 0.6
        spoken = {index.entries[number].language for known, quality in found.items() if quality >= 0.94
                  for number, _part in index.postings[known]}  # fmt: skip
        for language in spoken & evidence.keys():
            evidence[language] += 0.9 / len(spoken)
    best = max(evidence, key=lambda language: (evidence[language], language == "de"))
    return {language: _relative(language, best, hint, evidence) for language in LANGUAGES}


def _relative(language: str, best: str, hint: str, evidence: dict[str, float]) -> float:
    if language == best or (language == hint and evidence[language] >= evidence[best] - 0.5):
        return 1.0
    if FAMILIES.get(language) == best:
        return FAMILY
    if script_of_language(best) != script_of_language(language):
        return 1.0  # words of another script in a query stand for themselves
    return KNOWN_TO_MANY.get(language, OTHER_LATIN)


def _resolved(hits: list[Hit]) -> list[Hit]:
    """The best hit of each concept; hits on words that a longer or much surer hit explains are dropped."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, -len(hit.places))):
        best.setdefault(hit.concept, hit)
    likely = [hit for hit in best.values() if hit.score >= LOWEST]
    kept = [hit if not any(_explains(other, hit) for other in likely) else _lessened(hit) for hit in likely]
    return sorted((hit for hit in kept if hit), key=lambda hit: (-hit.score, -len(hit.places), hit.concept))


def _lessened(hit: Hit) -> Hit | None:
    """A word of a phrase that has a meaning of its own is meant a little; a doubtful one is not."""
    return replace(hit, score=hit.score * PART_OF_A_PHRASE) if hit.exact and hit.score >= 0.94 else None


def _explains(other: Hit, hit: Hit) -> bool:
    if other is hit:
        return False
    if hit.places < other.places and other.score >= LOWEST + 0.2 and (other.exact or not hit.exact):
        return hit.score <= other.score + 0.2
    if hit.places == other.places and other.exact and not hit.exact:
        return hit.score < other.score  # a part of a compound, where the whole is known
    return hit.places <= other.places and hit.score < other.score - BEHIND_THE_BEST
