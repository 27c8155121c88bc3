"""Does the answer fit? A list that only looks like one must not pretend: from how the best hits speak of what was meant
comes a figure, and below a threshold the page says that nothing fits and shows what comes near.

The numbers are a logistic regression, fitted on judged queries with 30 needs that have no offer (see
`docs/relevance.md`). What the encoder finds says nothing about it: it finds something near for everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from directory.lexicon import Lexicon
from search.ranking import Weights
from search.scoring import Scored, telling
from search.understanding.understood import Understood

LOOKED_AT = 10
SIMILAR, MORE_GENERAL = 0.35, 0.6


@dataclass(frozen=True)
class Evidence:
    """What speaks for the answer, each from 0 (nothing) to about 1."""

    fit: float
    """How strongly one of the best hits speaks of the meant subjects."""
    special: float
    """The same for the most special subject alone."""
    unexplained: float
    """Share of the telling words that mean nothing to us."""
    subjects: float
    """Whether any subject was understood."""

    def numbers(self) -> list[float]:
        return [1.0, self.fit, self.special, self.unexplained, self.subjects]


def evidence(
    meant: Understood, scored: Scored, about: Sequence[Mapping[str, str]], lexicon: Lexicon, weights: Weights
) -> Evidence:
    """`about`: for each of the best hits its concepts with their places."""
    shares = {hit.concept: share for hit in telling(meant, lexicon) if (share := scored.shares.get(hit.concept, 0.0))}
    total = sum(shares.values())
    best = list(about[:LOOKED_AT])
    special = max(shares, key=lambda key: shares[key], default="")
    content = [place for place in meant.content if place not in frozenset().union(*(w.places for w in meant.wishes))]
    return Evidence(
        fit=max(
            (sum(s * _strength(k, own, lexicon, weights) for k, s in shares.items()) / total for own in best),
            default=0.0,
        )
        if total
        else 0.0,
        special=max((_strength(special, own, lexicon, weights) for own in best), default=0.0) if special else 0.0,
        unexplained=sum(place not in meant.explained for place in content) / max(1, len(content)),
        subjects=float(bool(shares)),
    )


def _strength(key: str, own: Mapping[str, str], lexicon: Lexicon, weights: Weights) -> float:
    concept = lexicon.concepts[key]
    direct = weights.places.get(own.get(key, ""), 0.0)
    general = max(
        (weights.places.get(own.get(k, ""), 0.0) for k in concept.part_of if k.startswith("concept:")), default=0.0
    )
    similar = max((weights.places.get(own.get(k, ""), 0.0) for k in concept.near), default=0.0)
    return max(direct, MORE_GENERAL * general, SIMILAR * similar)


NUMBERS = (0.7, -5.1, -1.6, -1.1, 2.0)
# 2 to 5 % false alarms, by set (docs/relevance.md).
THRESHOLD = 0.6


def doubtful(found: Evidence) -> bool:
    """Whether the page has to say that nothing fits."""
    value = sum(number * weight for number, weight in zip(found.numbers(), NUMBERS, strict=True))
    return 1 / (1 + exp(-value)) > THRESHOLD
