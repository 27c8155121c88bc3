"""Vectors on disk: rows of whole numbers with one scale each, in two files that only grow. The manifest `current` is
replaced atomically and says what readers may read; a new generation of files leaves gone texts behind."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.meaning.encoders import Vectors

MANIFEST = "current"
STEP = 10_000
LARGEST = 127


@dataclass(frozen=True)
class Manifest:
    """What readers read: so many rows of a generation, and a table of the documents that they belong to."""

    generation: int
    rows: int
    documents: int
    """Number of the table's file."""
    scopes: tuple[str, ...]
    """Where documents are valid; the table names them by position."""


class VectorFiles:
    """One folder for one encoder."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size = folder, size

    def path(self, name: str, number: int) -> Path:
        return self.folder / f"{name}-{number}"

    def rows(self, generation: int) -> int:
        """Complete rows on disk."""
        vectors, scales = self.path("vectors", generation), self.path("scales", generation)
        if not (vectors.exists() and scales.exists()):
            return 0
        return min(vectors.stat().st_size // self.size, scales.stat().st_size // 4)

    def cut(self, generation: int, rows: int) -> None:
        """Take off what was written after these rows, by a process that ended before it noted them."""
        for name, width in (("vectors", self.size), ("scales", 4)):
            with self.path(name, generation).open("ab") as file:
                file.truncate(rows * width)

    def append(self, generation: int, vectors: Vectors) -> None:
        scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / LARGEST
        numbers = np.rint(vectors / scales[:, None]).astype(np.int8)
        for name, array in (("vectors", numbers), ("scales", scales)):
            with self.path(name, generation).open("ab") as file:
                file.write(array.tobytes())
                file.flush()
                os.fsync(file.fileno())

    def copy_rows(self, old: int, new: int, rows: Sequence[int]) -> None:
        """Make a generation of these rows."""
        vectors, scales = self.read(old, self.rows(old))
        with self.path("vectors", new).open("wb") as to_vectors, self.path("scales", new).open("wb") as to_scales:
            for start in range(0, len(rows), STEP):
                some = np.array(rows[start : start + STEP])
                to_vectors.write(vectors[some].tobytes())
                to_scales.write(scales[some].tobytes())

    def read(self, generation: int, rows: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """Vectors and scales, mapped into memory that all processes share. Raises OSError or ValueError."""
        if not rows:
            return np.empty((0, self.size), np.int8), np.empty(0, np.float32)
        vectors = np.memmap(self.path("vectors", generation), np.int8, "r", shape=(rows, self.size))
        scales = np.memmap(self.path("scales", generation), np.float32, "r", shape=(rows,))
        return np.asarray(vectors), np.asarray(scales)

    def publish(self, generation: int, rows: int, owners: Iterable[tuple[int, str, str]]) -> None:
        """Show readers these rows. `owners`: row, uid and scope of each document, by row."""
        scopes: dict[str, int] = {}
        table = [(row, scopes.setdefault(scope, len(scopes)), uid.encode()) for row, uid, scope in owners]
        longest = max((len(uid) for _row, _scope, uid in table), default=1)
        number = (before.documents if (before := self.manifest()) else 0) + 1
        with self.path("documents", number).open("wb") as file:
            np.save(file, np.array(table, dtype=[("row", "<i4"), ("scope", "<i4"), ("uid", f"S{longest}")]))
        self._replace_manifest(Manifest(generation, rows, number, tuple(scopes)))
        kept = {("documents", number), ("documents", number - 1), ("vectors", generation), ("scales", generation)}
        kept |= {(name, before.generation) for name in ("vectors", "scales") if before}
        self._remove_others({f"{name}-{of}" for name, of in kept})

    def _replace_manifest(self, manifest: Manifest) -> None:
        draft = self.folder / f"{MANIFEST}.new"
        with draft.open("w") as file:
            json.dump(asdict(manifest), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / MANIFEST)

    def _remove_others(self, kept: set[str]) -> None:
        for path in self.folder.glob("*-*"):
            if path.name.partition("-")[0] in ("vectors", "scales", "documents") and path.name not in kept:
                path.unlink(missing_ok=True)

    def write_languages(self, version: str, centers: Callable[[], Vectors]) -> None:
        """Keep one vector for each language; they are computed only when there are none of this version."""
        path = self.folder / f"languages.{version}.npy"
        if not path.exists():
            draft = self.folder / "languages.new"
            with draft.open("wb") as file:
                np.save(file, centers())
            draft.replace(path)
            for other in self.folder.glob("languages.*.npy"):
                if other != path:
                    other.unlink(missing_ok=True)

    def languages(self, version: str) -> Vectors | None:
        """One row for each language; None before they were written. Raises OSError or ValueError."""
        path = self.folder / f"languages.{version}.npy"
        return np.load(path) if path.exists() else None

    def manifest(self) -> Manifest | None:
        """None before anything was published, or when the file is broken."""
        try:
            found = json.loads((self.folder / MANIFEST).read_text())
            return Manifest(**found | {"scopes": tuple(found["scopes"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def owners(self, manifest: Manifest) -> NDArray[Any]:
        """The table of documents, by row. Raises OSError or ValueError."""
        return np.load(self.path("documents", manifest.documents), mmap_mode="r")  # type: ignore[no-any-return]
