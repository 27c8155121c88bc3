"""What the encoder adds to the ranking: points for the documents that mean nearly the same as the query."""

import logging

from directory.findable.documents import Signal
from search.meaning.nearest import Near, near
from search.ranking import WEIGHTS, Weights

log = logging.getLogger(__name__)
MOST_DOCUMENTS = 100


def meaning_signals(
    text: str,
    weights: Weights = WEIGHTS,
    scope: frozenset[str] = frozenset(),
    limit: int = MOST_DOCUMENTS,
    long_texts: bool = False,
) -> tuple[Signal, ...]:
    """One signal with a term for each of the `limit` nearest documents: `weights.meaning` for each standard deviation
    above the mean. Empty without an encoder, or when it fails; the query is not logged. `scope`: tags of which a
    document has at least one (`valid_here`); `long_texts`: its documents have many passages in several languages."""
    if not weights.meaning:
        return ()
    try:
        found = near(text, limit, scope, long_texts)
    except Exception as error:
        log.warning("The sentence encoder failed, words alone find: %s", type(error).__name__)
        return ()
    terms = _terms(found, weights.meaning) if found else ()
    return (Signal(terms),) if terms else ()


def _terms(found: Near, points: float) -> tuple[tuple[str, str, float], ...]:
    distances = ((value - found.mean) / (found.deviation or 1.0) for value in found.similarities)
    pairs = zip(found.uids, distances, strict=True)
    return tuple(("uid", uid, points * distance) for uid, distance in pairs if distance > 0)
