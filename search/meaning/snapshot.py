"""What readers see of the vectors at one moment, and the comparison: first by the signs of the vectors' components,
which takes half a millisecond for 100,000 texts, then exactly among the best. How surprising a similarity is says its
distance from the mean in standard deviations, because similarities of these encoders lie close together."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.meaning.encoders import Vectors
from search.meaning.languages import about_its_subject, languages_digest
from search.meaning.many_passages import Passages
from search.meaning.notes import LANGUAGE
from search.meaning.vector_files import Manifest, VectorFiles

# So many texts are compared exactly: all of a town, or the best by signs (96 % of the true first ten, made vectors).
MOST_EXACT = 8_000
BLOCK = 2_000  # rows at once; larger ones leave the processor's cache
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
    owner_scopes: NDArray[np.int64]


class Snapshot:
    """What the manifest showed at one moment. Raises OSError or ValueError when the files do not fit it."""

    def __init__(self, files: VectorFiles, manifest: Manifest) -> None:
        self.manifest = manifest
        self.vectors, self.scales = files.read(manifest.generation, manifest.rows)
        self.owners = files.owners(manifest)
        self._languages = files.languages(languages_digest())
        self._scopes: dict[frozenset[str], _Scope] = {}
        self._passages_of: dict[frozenset[str], Passages] = {}
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
        some = self._compared(query, rows)
        similarities = self._similarities(query, some)
        whole = similarities if some is rows else self._similarities(query, rows[:: -(-len(rows) // BLOCK)])
        order = _order(similarities, 4 * limit)
        found = self._documents(some[order], similarities[order], limit, valid)
        return Near(tuple(found), tuple(found.values()), float(whole.mean()), float(whole.std()))

    def nearest_long(self, query: Vectors, limit: int, scope: frozenset[str]) -> Near | None:
        """The same for documents of many passages in several languages; similarities are distances already."""
        valid = self._valid(scope)
        if not len(valid.rows):
            return None
        question = about_its_subject(query, self._languages)
        some = self._compared(question, valid.rows)
        passages = self._passages(scope)
        numbers, distances = passages.distances(some, self._similarities(question, some))
        best = _order(distances, limit)
        uids = tuple(uid.decode() for uid in passages.uids[numbers[best]].tolist())
        return Near(uids, tuple(distances[best].tolist()), mean=0.0, deviation=1.0)

    def _compared(self, query: Vectors, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._best_by_signs(query, rows) if self._signs is not None and len(rows) > MOST_EXACT else rows

    def _valid(self, scope: frozenset[str]) -> "_Scope":
        if scope not in self._scopes:
            if len(self._scopes) >= MOST_SCOPES_KEPT:
                self._scopes.clear()
                self._passages_of.clear()
            self._scopes[scope] = self._looked_up(scope)
        return self._scopes[scope]

    def _looked_up(self, scope: frozenset[str]) -> "_Scope":
        fits = [not scope or bool(scope & set(tags.split())) for tags in self.manifest.scopes]
        owners = np.asarray(self.owners)
        if not all(fits):
            owners = owners[np.array(fits, dtype=bool)[owners["scope"]]]
        rows = owners["row"].astype(np.int64)
        return _Scope(np.unique(rows), rows, owners["uid"], owners["scope"])

    def _passages(self, scope: frozenset[str]) -> Passages:
        valid = self._valid(scope)
        if scope not in self._passages_of:
            codes = [next((tag for tag in of.split() if tag.startswith(LANGUAGE)), "") for of in self.manifest.scopes]
            languages = np.unique(codes, return_inverse=True)[1][valid.owner_scopes]
            self._passages_of[scope] = Passages.of(valid.owner_rows, valid.uids, languages)
        return self._passages_of[scope]

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
        found: Vectors = self.vectors[rows].astype(np.float32) * self.scales[rows][:, None]
        return found

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


def _order(similarities: NDArray[Any], most: int) -> NDArray[np.int64]:
    """Positions of the highest, highest first."""
    if len(similarities) <= most:
        return np.argsort(-similarities)
    best = np.argpartition(-similarities, most)[:most]
    return best[np.argsort(-similarities[best])]


def _bits(vectors: Vectors) -> NDArray[np.uint64]:
    packed = np.packbits(vectors > 0, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
