"""Coordinate search over the weights: one number after the other is made larger and smaller, and what makes nDCG@10 on
the odd needs better stays. Simple on purpose: every step can be read, and the same data give the same weights."""

from collections.abc import Callable, Mapping, Sequence

from search.ranking import Weights
from search.relevance.judged import JudgedSet
from search.relevance.measures import Answer, measures_of
from search.relevance.weight_numbers import Number, numbers_of, with_number

Answers = Mapping[str, Answer]
Run = Callable[[JudgedSet, Weights], Answers]
FACTORS = (0.5, 0.8, 1.25, 2.0)
LEAST_GAIN = 0.0005
"""Of nDCG@10: what is smaller depends on single queries."""
FIXED: frozenset[Number] = frozenset({("concepts", "")})
"""Only ratios matter, so one number stays."""
DIGITS = 3


def quality(sets: Sequence[JudgedSet], run: Run, weights: Weights) -> float:
    """The mean over the sets of their nDCG@10."""
    return sum(_ndcg(judged, run(judged, weights)) for judged in sets) / len(sets)


def _ndcg(judged: JudgedSet, answers: Answers) -> float:
    answerable = [query for query in judged.queries if query.need.grades]
    values = [measures_of(answers[query.key], query.need.grades)["nDCG@10"] for query in answerable]
    return sum(values) / max(1, len(values))


def fit(
    sets: Sequence[JudgedSet], start: Weights, run: Run, rounds: int, tell: Callable[[str], object]
) -> tuple[Weights, float]:
    """The best weights found from `start`, and their quality; `sets` hold only what may be fitted on."""
    weights, best = start, quality(sets, run, start)
    tell(f"start: {best:.4f}")
    for turn in range(1, rounds + 1):
        before = best
        for number in numbers_of(start):
            if number not in FIXED:
                weights, best = _better(sets, weights, best, number, run)
                name = ".".join(filter(None, number))
                tell(f"round {turn}, {name} = {numbers_of(weights)[number]:g}: {best:.4f}")
        if best - before < LEAST_GAIN:
            break
    return weights, best


def _better(
    sets: Sequence[JudgedSet], weights: Weights, best: float, number: Number, run: Run
) -> tuple[Weights, float]:
    """The weights with the best value for one number, or as they were."""
    value = numbers_of(weights)[number]
    for factor in FACTORS:
        tried = with_number(weights, number, float(f"{value * factor:.{DIGITS}g}"))
        reached = quality(sets, run, tried)
        if reached > best + LEAST_GAIN:
            weights, best = tried, reached
    return weights, best
