"""German compounds: `Schuldnerberatung` → Schuldner, Beratung. All dictionary words that lie on a complete segmentation
of the word, with the linking letters s, es, n, en, er, e between them."""

from functools import cache, lru_cache

import wordfreq

LINKS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST = 4
LONGEST_COMPOUND = 40
# Words of three letters that stand in many compounds; all others of that length split too much.
_SHORT = "amt arm bad bau bus eis elf gas hof kur not ort pop rad rap rat see sex tag tee ton tor uhr weg zoo"
SHORT_WORDS = frozenset(_SHORT.split())
# Frequent in texts, but as a part nearly always an accident or an ending.
_NO_PARTS = "ende enden rich sein eine einen einer eines ehrenamt keit heit ungen unge schaft chen lich isch tion tions"
NO_PARTS = frozenset(_NO_PARTS.split())
# Names of days that look like compounds.
NO_COMPOUNDS = frozenset({"donnerstag", "freitag", "montag", "dienstag", "samstag", "sonntag"})


@cache
def _dictionary() -> frozenset[str]:
    words = wordfreq.get_frequency_dict("de", "small")
    known = {word for word in words if len(word) >= SHORTEST and word.isalpha()}
    return frozenset((known - NO_PARTS) | SHORT_WORDS)


@lru_cache(maxsize=50_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Parts of a compound in lower case, without the word itself; empty when it is none."""
    if not 7 <= len(word) <= LONGEST_COMPOUND or not word.isalpha() or word in NO_COMPOUNDS:
        return ()
    known = _dictionary()
    ends = _reachable(word, known)
    found = []
    for start in range(len(word) - 2):
        for end in range(start + 3, len(word) + 1):
            piece = word[start:end]
            if piece != word and piece in known and _on_a_path(word, start, end, ends):
                found.append(piece)
    return tuple(dict.fromkeys(found))


def _reachable(word: str, known: frozenset[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Positions that a segmentation from the left can reach, and from which the end can be reached."""
    size = len(word)
    left, right = {0}, {size}
    for start in range(size):
        if start in left:
            left.update(_steps(word, start, known))
    for start in range(size - 1, -1, -1):
        if any(end in right for end in _steps(word, start, known)):
            right.add(start)
    return frozenset(left), frozenset(right)


def _steps(word: str, start: int, known: frozenset[str]) -> list[int]:
    ends = [end for end in range(start + 3, len(word) + 1) if word[start:end] in known]
    return [end + len(link) for end in ends for link in LINKS if _links(word, end, link)]


def _links(word: str, end: int, link: str) -> bool:
    """Whether a linking element stands here; behind the last part nothing may follow but an inflection."""
    return word.startswith(link, end)


def _on_a_path(word: str, start: int, end: int, ends: tuple[frozenset[int], frozenset[int]]) -> bool:
    left, right = ends
    return start in left and any(_links(word, end, link) and end + len(link) in right for link in LINKS)
