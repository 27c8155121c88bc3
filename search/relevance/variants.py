"""The ways in which a set is run: with the language of the query as a hint and without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.ranking import WEIGHTS, Weights


@dataclass(frozen=True)
class Variant:
    """One way to run a set; `name` is part of what the figures are recorded under."""

    name: str
    language_hint: bool
    weights: Weights = WEIGHTS


def variants() -> Iterator[Variant]:
    """All variants; the first is the one to look at."""
    yield Variant("language as hint, words only", True)
    yield Variant("no hint, words only", False)
