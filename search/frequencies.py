"""How common each concept is among all documents: asked of the engine, kept for a minute."""

import time
from collections.abc import Mapping

from search.engines import Engine, get_engine

KEPT_SECONDS = 60.0
_kept: dict[int, tuple[float, dict[str, int]]] = {}


def frequencies() -> Mapping[str, int]:
    """Concept → number of documents, at most a minute old; "" is the number of all. Raises EngineUnavailableError."""
    engine: Engine = get_engine()
    asked, found = _kept.get(id(engine), (0.0, {}))
    if not found or time.monotonic() - asked > KEPT_SECONDS:
        found = engine.frequencies()
        _kept[id(engine)] = (time.monotonic(), found)
    return found
