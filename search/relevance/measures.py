"""The measures of one answer, and their means over many.

nDCG@10 (Järvelin and Kekäläinen 2002, with the gain 2^grade - 1), MRR@10 and recall@10, with grade 2 as the lowest that
is relevant; succ@5: one of the first five is relevant; abstain: the search said that nothing fits although something
does. For needs without an offer only `honest` counts: the search said that nothing fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from search.relevance.judged import RELEVANT, Query

DEPTH = 10
FIRST = 5
MEASURES = ("nDCG@10", "MRR@10", "recall@10", "succ@5", "abstain", "honest")


@dataclass(frozen=True)
class Answer:
    """What the search said: offers by their id in the source, best first."""

    results: tuple[str, ...]
    found_nothing: bool
    """No hits, or only near ones that the page presents as such."""


@dataclass(frozen=True)
class Row:
    """Means over the queries of one group; None where no query says anything about a measure."""

    queries: int
    """Queries that have a relevant offer."""
    unanswerable: int
    means: Mapping[str, float | None]


def measures_of(answer: Answer, grades: Mapping[str, int]) -> dict[str, float]:
    """The measures that this answer says something about, each between 0 and 1."""
    if not grades:
        return {"honest": float(answer.found_nothing)}
    seen = [grades.get(offer, 0) for offer in dict.fromkeys(answer.results)][:DEPTH]
    good = [grade >= RELEVANT for grade in seen]
    wanted = sum(grade >= RELEVANT for grade in grades.values())
    return {
        "nDCG@10": _gain(seen) / _gain(sorted(grades.values(), reverse=True)[:DEPTH]),
        "MRR@10": 1 / (good.index(True) + 1) if any(good) else 0.0,
        "recall@10": sum(good) / min(DEPTH, wanted),
        "succ@5": float(any(good[:FIRST])),
        "abstain": float(answer.found_nothing),
    }


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place) for place, grade in enumerate(grades, start=2))


def mean_row(queries: Iterable[Query], answers: Mapping[str, Answer]) -> Row:
    """The means over these queries; `answers` by the key of the query."""
    values: dict[str, list[float]] = {name: [] for name in MEASURES}
    for query in queries:
        for name, value in measures_of(answers[query.key], query.need.grades).items():
            values[name].append(value)
    means = {name: sum(found) / len(found) if found else None for name, found in values.items()}
    return Row(len(values["nDCG@10"]), len(values["honest"]), means)
