"""Times in milliseconds and what is told of them."""

import gc
import time
from collections.abc import Callable, Iterable
from typing import Any


def milliseconds(work: Callable[[], Any]) -> float:
    """How long one call takes, in milliseconds of wall time."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def timed(works: Iterable[Callable[[], Any]]) -> list[float]:
    """Milliseconds of each call, one after the other; earlier garbage is collected before, not in between."""
    gc.collect()
    return [milliseconds(work) for work in works]


def percentile(values: list[float], share: int) -> float:
    """The value that `share` percent of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)]


def spread(values: list[float]) -> dict[str, float]:
    """p50 and p95."""
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}
