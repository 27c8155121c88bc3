"""The ways in which a set is run: with the language of the query as a hint and without, with the encoder where one is
installed and without."""

from dataclasses import dataclass

from search.ranking import WEIGHTS, Weights


@dataclass(frozen=True)
class Variant:
    """One way to run a set; `name` is part of what the figures are recorded under."""

    name: str
    language_hint: bool
    weights: Weights


WORDS_ONLY = WEIGHTS.changed(meaning=0.0)
WITH_HINT, WITHOUT_ENCODER = "language as hint", "words only"
QUICK = Variant(f"{WITH_HINT}, {WITHOUT_ENCODER}", True, WORDS_ONLY)


def variants(encoder: bool) -> list[Variant]:
    """All variants; the first is the one that readers of this installation get. `encoder`: one is installed."""
    names = {"with encoder": WEIGHTS} if encoder else {}
    return [
        Variant(f"{hint}, {meaning}", hint == WITH_HINT, weights)
        for meaning, weights in (names | {WITHOUT_ENCODER: WORDS_ONLY}).items()
        for hint in (WITH_HINT, "no hint")
    ]
