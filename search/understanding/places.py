"""Districts in a query: by name in any script, with endings, typos, as part of a double name, or by postcode."""

from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from directory.memory import DistrictNote, Tenant
from search.analysis import fold, words_of
from search.understanding.function_words import languages_of
from search.understanding.scripts import romanized, short_skeleton, skeleton
from search.understanding.word_index import QueryWord

OWN = -1
SHORTEST = 4
LONGEST_ENDING = 3
# Short names begin other words (Mitte, Mittel), so only these endings are taken for theirs.
SHORT_NAME = 6
ENDINGS = frozenset({"s", "r", "er", "de", "da", "den", "dan", "ye", "ya"})
SHORTEST_TYPO = 6
SHORTEST_TWO_TYPOS = 9
SHORTEST_SKELETON = 4
# Says that a place is named, not which one.
KIND_WORDS = frozenset(
    {"stadtteil", "stadtbezirk", "bezirk", "ortsteil", "quartier", "kiez", "viertel", "stadt", "ort"}
)


@dataclass(frozen=True)
class PlaceHit:
    """A district that words of the query name."""

    district: int
    places: frozenset[int]


@dataclass(frozen=True)
class _Name:
    district: int
    words: tuple[str, ...]
    skeletons: tuple[str, ...] = field(default=())


@lru_cache(maxsize=200)
def _names(notes: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[_Name, ...]:
    """Names and the parts of double names that only one district has."""
    owners: dict[tuple[str, ...], set[int]] = {}
    for pk, names in notes:
        for name in names:
            whole = tuple(fold(word.replace("-", "")) for word in words_of(name))
            parts = [fold(part) for word in words_of(name) for part in word.split("-")]
            spellings = {whole, tuple(parts), *((part,) for part in parts if len(part) >= SHORTEST)}
            for spelling in spellings:
                if any(spelling) and not set(spelling) <= KIND_WORDS:
                    owners.setdefault(spelling, set()).add(pk)
    return tuple(
        _Name(next(iter(pks)), words, tuple(skeleton(word) for word in words))
        for words, pks in sorted(owners.items(), key=lambda pair: -len(pair[0]))
        if len(pks) == 1
    )


def names_of(tenant: Tenant) -> tuple[_Name, ...]:
    return _names(tuple((note.pk, _all_names(note)) for note in tenant.districts.values()))


def _all_names(note: DistrictNote) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note.names.values()))


def find_own_name(words: list[QueryWord], tenant: Tenant) -> frozenset[int]:
    """Words that name the municipality itself, in any script: they leave nothing out."""
    names = _names(((OWN, (tenant.name,)),))
    return frozenset(
        place for place, word in enumerate(words) for name in names if len(name.words) == 1 and _same(word, name, 0)
    )


def find_places(words: list[QueryWord], tenant: Tenant) -> list[PlaceHit]:
    """Districts that a query names, longest names first; each word counts for one district."""
    names = names_of(tenant)
    found: list[PlaceHit] = []
    taken: set[int] = set()
    for name in names:
        size = len(name.words)
        for start in range(len(words) - size + 1):
            span = frozenset(range(start, start + size))
            if not span & taken and all(_same(words[start + i], name, i) for i in range(size)):
                taken |= span
                found.append(PlaceHit(name.district, span))
    found += _by_postcode(words, tenant, taken)
    if not found:
        found = _misspelled(words, names)
    return found


def _same(word: QueryWord, name: _Name, part: int) -> bool:
    known = name.words[part]
    if word.folded == known:
        return True
    if len(known) >= SHORTEST and word.folded.startswith(known):
        rest = word.folded[len(known) :]
        return len(rest) <= LONGEST_ENDING if len(known) > SHORT_NAME else rest in ENDINGS
    if word.script != "Latn":
        if romanized(word.folded) == known:
            return True
        if len(name.skeletons[part]) < SHORTEST_SKELETON - 1:
            return len(known) > SHORTEST and short_skeleton(word.folded) == short_skeleton(known)
        bones = skeleton(word.folded)
        return bones == name.skeletons[part] or _endings(bones, name.skeletons[part])
    return False


def _endings(bones: str, known: str) -> bool:
    """Case endings of other languages add a consonant or two: Шпандауском."""
    if len(known) > SHORTEST_SKELETON + 1 and bones[:1] == known[:1] and OSA.distance(bones, known) <= 1:
        return True
    return len(known) >= SHORTEST_SKELETON and known in (bones[:-1], bones[:-2])


def _by_postcode(words: list[QueryWord], tenant: Tenant, taken: set[int]) -> list[PlaceHit]:
    found = []
    for place, word in enumerate(words):
        if len(word.folded) == 5 and word.folded.isdigit() and place not in taken:
            note = tenant.district(word.folded)
            if note:
                found.append(PlaceHit(note.pk, frozenset({place})))
    return found


def _misspelled(words: list[QueryWord], names: tuple[_Name, ...]) -> list[PlaceHit]:
    for place, word in enumerate(words):
        if len(word.folded) < SHORTEST_TYPO - 1 or word.script != "Latn" or languages_of(word.folded, word.light):
            continue
        most = 2 if len(word.folded) >= SHORTEST_TWO_TYPOS else 1
        for name in names:
            known = name.words[0]
            if len(name.words) == 1 and len(known) >= SHORTEST_TYPO:
                close = OSA.distance(word.folded, known, score_cutoff=most) <= most and word.folded[0] == known[0]
                bones = name.skeletons[0]
                if close or (len(bones) > SHORTEST_SKELETON and skeleton(word.folded) == bones):
                    return [PlaceHit(name.district, frozenset({place}))]
    return []
