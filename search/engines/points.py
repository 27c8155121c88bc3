"""What every engine does alike with the points of signals.

Points are rounded to multiples of 1/16384. Sums of such numbers below 1024 are exact in 32-bit floats whatever the
order of adding, so that two engines give the same scores to the last bit and ties are ties in both.
"""

from datetime import date
from zlib import crc32

from directory.findable.documents import SearchDocument, Signal

STEPS = 2**14
EPOCH = date(1970, 1, 1)
NO_DAY = 2**31
LAST_START = 2**15 - 1
LAST_STANDING = 2**48 - 1


def exact(points: float) -> float:
    """The nearest number of points that engines add without rounding; never nothing at all."""
    return max(1, round(points * STEPS)) / STEPS


def as_added(score: float) -> float:
    """A sum of points as it was before it was written with fewer digits."""
    return round(score * STEPS) / STEPS


def grouped(signal: Signal) -> dict[tuple[str, float], list[str]]:
    """The terms of a signal by field and points; of a term that occurs twice in a field the better points count."""
    best: dict[tuple[str, str], float] = {}
    for field, term, points in signal.terms:
        best[field, term] = max(best.get((field, term), 0.0), exact(points))
    groups: dict[tuple[str, float], list[str]] = {}
    for (field, term), points in best.items():
        groups.setdefault((field, points), []).append(term)
    return groups


def days(value: date | None) -> int:
    """Days since 1970; a day that never comes for None."""
    return (value - EPOCH).days if value else NO_DAY


def standing(document: SearchDocument) -> int:
    """The document's standing, which puts equal scores in order; a number of its own, below all others, where it has
    none. Fits 48 bits."""
    return document.standing or crc32(document.uid.encode()) >> 8


def start_order(document: SearchDocument) -> int:
    """One number for lists by start: next start, then standing; smaller is first. Fits 63 bits."""
    start = min(days(document.next_start), LAST_START)
    return start * 2**48 + (LAST_STANDING - min(standing(document), LAST_STANDING))
