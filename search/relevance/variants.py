"""The ways in which a set is run: with the language of the query as a hint and without, with the encoder and without."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.ranking import WEIGHTS, Weights


@dataclass(frozen=True)
class Variant:
    """One way to run a set; `name` is part of what the figures are recorded under."""

    name: str
    language_hint: bool
    weights: Weights


def variants(encoder: bool) -> Iterator[Variant]:
    """All variants; the first is the one to look at. `encoder`: whether one is installed."""
    words = WEIGHTS.changed(meaning=0.0)
    for meaning, weights in [("with encoder", WEIGHTS), ("words only", words)] if encoder else [("words only", words)]:
        for hint in (True, False):
            yield Variant(f"{'language as hint' if hint else 'no hint'}, {meaning}", hint, weights)
