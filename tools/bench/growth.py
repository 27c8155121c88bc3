"""How the search page's time grows with the number of offers: 0 not at all, 1 as fast as the offers."""

from collections.abc import Iterable
from math import log

from tools.bench.report import Part, Row

MEASURED = ("search page, again", "search page, new text")
GOAL = "≤ 0.35"


def growth(parts: Iterable[tuple[int, Part]]) -> list[Row]:
    """Exponents between the smallest and the largest size; empty with one size."""
    medians = {
        (row.what, size): float(row.value.split()[0])
        for size, part in parts
        for row in part.rows
        if row.what in MEASURED
    }
    sizes = sorted({size for _what, size in medians})
    if len(sizes) < 2:
        return []
    low, high = sizes[0], sizes[-1]
    return [
        Row(
            f"{what}: growth exponent of p50, {low:,} → {high:,}",
            f"{log(medians[what, high] / medians[what, low]) / log(high / low):.2f}",
            GOAL,
        )
        for what in MEASURED
        if (what, low) in medians and (what, high) in medians
    ]
