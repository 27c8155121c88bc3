"""Which documents mean nearly the same as a query: first by the signs of the vectors' components, which takes half a
millisecond for 100,000 texts, then exactly among the best. How surprising a similarity is says its distance from the
mean in standard deviations, because similarities of these encoders lie close together."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.meaning.encoders import Encoder, Vectors, get_encoder
from search.meaning.filling import folder_of
from search.meaning.vector_files import Manifest, VectorFiles

log = logging.getLogger(__name__)
# So many texts are compared exactly: all of a town, or the best by signs (96 % of the true first ten, made vectors).
MOST_EXACT = 8_000
BLOCK = 2_000  # rows at once; larger ones leave the processor's cache
MOST_LETTERS = 200
MOST_QUERIES_KEPT = 1_000  # 2 kB each, in memory only
MOST_SCOPES_KEPT = 20


@dataclass(frozen=True)
class Near:
    """Similarities of the nearest documents, best first, with mean and standard deviation over all texts."""

    uids: tuple[str, ...]
    similarities: tuple[float, ...]
    mean: float
    deviation: float


@dataclass(frozen=True)
class _Scope:
    """The texts of documents that are valid somewhere; `uids` belong to `owner_rows`, which are sorted."""

    rows: NDArray[np.int64]
    owner_rows: NDArray[np.int64]
    uids: NDArray[np.bytes_]


class Snapshot:
    """What the manifest showed at one moment. Raises OSError or ValueError when the files do not fit it."""

    def __init__(self, files: VectorFiles, manifest: Manifest) -> None:
        self.manifest = manifest
        self.vectors, self.scales = files.read(manifest.generation, manifest.rows)
        self.owners = files.owners(manifest)
        self._scopes: dict[frozenset[str], _Scope] = {}
        self._center: Vectors = self._floats(np.arange(0, manifest.rows)[:BLOCK]).mean(axis=0)
        self._signs: NDArray[np.uint64] | None = None
        if manifest.rows > MOST_EXACT:
            self._signs = self._all_signs()

    def nearest(self, query: Vectors, limit: int, scope: frozenset[str]) -> Near | None:
        """None when no document of the scope has a vector."""
        valid = self._valid(scope)
        rows = valid.rows
        if not len(rows):
            return None
        some = self._best_by_signs(query, rows) if self._signs is not None and len(rows) > MOST_EXACT else rows
        similarities = self._similarities(query, some)
        whole = similarities if some is rows else self._similarities(query, rows[:: -(-len(rows) // BLOCK)])
        order = _order(similarities, 4 * limit)
        found = self._documents(some[order], similarities[order], limit, valid)
        return Near(tuple(found), tuple(found.values()), float(whole.mean()), float(whole.std()))

    def _valid(self, scope: frozenset[str]) -> "_Scope":
        if scope not in self._scopes:
            if len(self._scopes) >= MOST_SCOPES_KEPT:
                self._scopes.clear()
            self._scopes[scope] = self._looked_up(scope)
        return self._scopes[scope]

    def _looked_up(self, scope: frozenset[str]) -> "_Scope":
        fits = [not scope or bool(scope & set(tags.split())) for tags in self.manifest.scopes]
        owners = np.asarray(self.owners)
        if not all(fits):
            owners = owners[np.array(fits, dtype=bool)[owners["scope"]]]
        return _Scope(np.unique(owners["row"]).astype(np.int64), owners["row"].astype(np.int64), owners["uid"])

    def _documents(
        self, rows: NDArray[np.int64], similarities: Vectors, limit: int, valid: "_Scope"
    ) -> dict[str, float]:
        """The documents of these rows; one with several passages counts by its best."""
        found: dict[str, float] = {}
        firsts = np.searchsorted(valid.owner_rows, rows).tolist()
        ends = np.searchsorted(valid.owner_rows, rows, side="right").tolist()
        for first, end, similarity in zip(firsts, ends, similarities.tolist(), strict=True):
            for uid in valid.uids[first:end].tolist():
                found.setdefault(uid.decode(), similarity)
            if len(found) >= limit:
                break
        return dict(list(found.items())[:limit])

    def _floats(self, rows: NDArray[np.int64]) -> Vectors:
        return self.vectors[rows].astype(np.float32) * self.scales[rows][:, None]  # type: ignore[no-any-return]

    def _similarities(self, query: Vectors, rows: NDArray[np.int64]) -> Vectors:
        found = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), BLOCK):
            some = rows[start : start + BLOCK]
            found[start : start + BLOCK] = (self.vectors[some].astype(np.float32) @ query) * self.scales[some]
        return found

    def _all_signs(self) -> NDArray[np.uint64]:
        """One bit for each component of each row, whether it lies above the mean; all first words, then all second."""
        blocks = [
            _bits(self._floats(np.arange(start, min(start + BLOCK, self.manifest.rows))) - self._center)
            for start in range(0, self.manifest.rows, BLOCK)
        ]
        return np.ascontiguousarray(np.concatenate(blocks).T)

    def _best_by_signs(self, query: Vectors, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        signs: Any = self._signs
        distances = np.zeros(signs.shape[1], np.uint16)
        for word, of_query in zip(signs, _bits((query - self._center)[None])[0], strict=True):
            distances += np.bitwise_count(word ^ of_query)
        own = distances if len(rows) == len(distances) else distances[rows]
        return np.sort(rows[np.argpartition(own, MOST_EXACT)[:MOST_EXACT]])


def _order(similarities: Vectors, most: int) -> NDArray[np.int64]:
    """Positions of the highest, highest first."""
    if len(similarities) <= most:
        return np.argsort(-similarities)
    best = np.argpartition(-similarities, most)[:most]
    return best[np.argsort(-similarities[best])]


def _bits(vectors: Vectors) -> NDArray[np.uint64]:
    packed = np.packbits(vectors > 0, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)


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


def near(text: str, limit: int = 200, scope: frozenset[str] = frozenset()) -> Near | None:
    """Documents that mean nearly the same as `text`, of those with a tag of `scope`. None without encoder, vectors or
    letters."""
    encoder = get_encoder()
    text = " ".join(text.encode("utf-8", "ignore").decode().split())[:MOST_LETTERS]
    if encoder is None or not any(letter.isalpha() for letter in text):
        return None
    snapshot = _reader(folder_of(encoder), encoder.size).snapshot()
    return snapshot.nearest(_vector(encoder, text), limit, scope) if snapshot else None  # type: ignore[arg-type]


def nearest(text: str, limit: int = 200, scope: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
    """Uids with their similarity, best first."""
    found = near(text, limit, scope)
    return list(zip(found.uids, found.similarities, strict=True)) if found else []


def warm_up(texts: Sequence[str] = ("Deutschkurs",)) -> None:
    """Load encoder and vectors now instead of in the first reader's request."""
    for text in texts:
        near(text, 1)
