"""Which documents mean nearly the same as a query, by the newest vectors that the indexer showed."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from search.meaning.encoders import Encoder, Vectors, get_encoder
from search.meaning.filling import folder_of
from search.meaning.snapshot import Near, Snapshot
from search.meaning.vector_files import VectorFiles

log = logging.getLogger(__name__)
MOST_LETTERS = 200
MOST_QUERIES_KEPT = 1_000  # 2 kB each, in memory only


class _Reader:
    """The newest snapshot of one folder."""

    def __init__(self, files: VectorFiles) -> None:
        self._files = files
        self._seen = 0
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot | None:
        """None while there is nothing to read; a broken one is left alone until the next is published."""
        path = self._files.folder / "current"
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        if stamp != self._seen:
            self._seen, self._snapshot = stamp, self._open()
        return self._snapshot

    def _open(self) -> Snapshot | None:
        manifest = self._files.manifest()
        try:
            return Snapshot(self._files, manifest) if manifest and manifest.rows else None
        except (OSError, ValueError) as error:
            log.warning("The vectors cannot be read, words alone find: %s", error)
            return None


@lru_cache(maxsize=4)
def _reader(folder: Any, size: int) -> _Reader:
    return _Reader(VectorFiles(folder, size))


@lru_cache(maxsize=MOST_QUERIES_KEPT)
def _vector(encoder: Encoder, text: str) -> Vectors:
    return encoder.encode_queries([text])[0]


def near(text: str, limit: int = 200, scope: frozenset[str] = frozenset(), long_texts: bool = False) -> Near | None:
    """Documents that mean nearly the same as `text`, of those with a tag of `scope`. None without encoder, vectors or
    letters. `long_texts`: documents have many passages in several languages."""
    encoder = get_encoder()
    text = " ".join(text.encode("utf-8", "ignore").decode().split())[:MOST_LETTERS]
    if encoder is None or not any(letter.isalpha() for letter in text):
        return None
    snapshot = _reader(folder_of(encoder), encoder.size).snapshot()
    if snapshot is None:
        return None
    query = _vector(encoder, text)
    return snapshot.nearest_long(query, limit, scope) if long_texts else snapshot.nearest(query, limit, scope)


def nearest(text: str, limit: int = 200, scope: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
    """Uids with their similarity, best first."""
    found = near(text, limit, scope)
    return list(zip(found.uids, found.similarities, strict=True)) if found else []


def warm_up(texts: Sequence[str] = ("Deutschkurs",)) -> None:
    """Load encoder and vectors now instead of in the first reader's request."""
    for text in texts:
        near(text, 1)
