"""Every weight of the ranking, in one place, whatever the engine. Higher is better; only ratios matter.

A document's score is the sum of the points of its signals. Concepts: CONCEPTS × the mean, over the query's concepts, of
how strongly the document is about each; words likewise. Fitted by `manage.py fit_ranking` on judged queries.
"""

from dataclasses import dataclass, field, replace
from math import log
from typing import Any


@dataclass(frozen=True)
class Weights:
    """All weights; see the module."""

    concepts: float = 5.1
    words: float = 2.0
    names: float = 2.5
    """A rare word of a title."""
    meaning: float = 0.56
    """One standard deviation of the encoder's similarity."""
    sorts: dict[str, float] = field(
        default_factory=lambda: {
            "topic": 1.0, "situation": 0.9, "office": 0.9, "thing": 1.0,
            "audience": 0.5, "kind": 0.4, "help": 0.3, "cost": 0.4,
        }
    )  # fmt: skip
    """What a concept counts by its sort."""
    places: dict[str, float] = field(default_factory=lambda: {"t": 1.0, "v": 0.85, "s": 0.75, "b": 0.55, "p": 0.35})
    """Where a document shows a concept (`search/tagging.py`): title, value, beginning, text, by a special case."""
    fields: dict[str, float] = field(
        default_factory=lambda: {"title": 1.0, "labels": 0.6, "body3": 0.75, "body2": 0.6, "body1": 0.45}
    )
    telling_sum: float = 0.0
    """What the rarities of a query's words, or concepts, are a share of; 0: their own sum, so that a query of many
    words gives no more points than one of few."""
    more_general: float = 0.4
    similar: float = 0.3
    """What counts for a more general or a similar subject, when nothing has the meant one."""
    compound_part: float = 0.35
    """A part of a compound against the whole word."""
    facets: dict[str, float] = field(
        default_factory=lambda: {
            "kostenlos": 1.9,
            "tag": 1.0,
            "zeit": 1.0,
            "sprache": 1.6,
            "niveau": 1.2,
            "kinderbetreuung": 1.5,
        }
    )
    """Points for a wish that a document fulfils, by tag name."""
    other_facet: float = 1.0

    def rarity(self, number: int, of: int) -> float:
        """How telling something is that `number` of `of` documents have; 0.7 (all have it) and up."""
        return log(1 + of / (1 + number)) + 0.01

    def changed(self, **changes: Any) -> "Weights":
        return replace(self, **changes)


WEIGHTS = Weights()
# Guides are long texts that questions are asked of: each word and concept counts by its own rarity, and meaning in
# standard deviations. Fitted on the training split of the OMoS-QA questions (`docs/relevance.md`).
LONG_TEXTS = WEIGHTS.changed(
    concepts=0.4,
    words=0.3,
    names=0.25,
    meaning=1.0,
    telling_sum=1.0,
    compound_part=0.5,
    places={"t": 1.0, "v": 0.85, "s": 0.5, "b": 0.2, "p": 0.1},
    fields={"title": 1.0, "labels": 0.6, "body3": 1.0, "body2": 0.7, "body1": 0.4},
)
