"""What the last rebuild found in each text, kept beside the index: the next one reads only texts that changed.

Terms are used again when the same program read the same texts, concepts when the lexicon finds the same in them. The
file can be deleted at any moment; an absent or damaged one only costs time. It holds the documents of one rebuild,
about 1 kB each.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from directory.findable.documents import SearchDocument
from search import analysed as chain
from search import analysis, compounds, tagging
from search.analysed import TERM_FIELDS, AnalysedDocument, Read, concepts_of, reading_of, terms_of

FILE, DRAFT = "analysed.sqlite", "analysed.new"
MOST = 1_000_000  # documents; all others are read anew each time
TABLE = "CREATE TABLE found (uid TEXT PRIMARY KEY, texts BLOB, reading BLOB, result BLOB) WITHOUT ROWID"
log = logging.getLogger(__name__)


@contextmanager
def reusing(folder: Path, most: int = MOST) -> Iterator[Read]:
    """Around a rebuild: reads its documents, and keeps what was found when the block ends without an error."""
    kept = _Kept(folder, most)
    try:
        yield kept.read
    except BaseException:
        kept.end(complete=False)
        raise
    kept.end(complete=True)


@cache
def _program() -> bytes:
    """Changes with the code and the word lists that make terms and concepts."""
    digest = blake2b(f"{version('simplemma')} {version('wordfreq')} {unidata_version}".encode(), digest_size=32)
    for module in (analysis, compounds, tagging, chain):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.digest()


def _texts(document: SearchDocument) -> bytes:
    texts = repr((document.title, document.labels, document.body, document.values))
    return blake2b(texts.encode(), digest_size=16, key=_program()).digest()


class _Kept:
    """The file of the last rebuild, which is read, and the one of this rebuild, which is written."""

    def __init__(self, folder: Path, most: int) -> None:
        self._file, self._draft, self._room = folder / FILE, folder / DRAFT, most
        self._old: sqlite3.Connection | None = None
        self._new: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            self._new = sqlite3.connect(self._draft, isolation_level=None)
            self._new.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLE}; BEGIN")
            self._old = sqlite3.connect(self._file) if self._file.exists() else None
        except (OSError, sqlite3.Error) as error:
            self._stop_keeping(error)

    def read(self, document: SearchDocument) -> AnalysedDocument:
        texts, reading = _texts(document), reading_of(document)
        old_reading, result = self._find(document.uid, texts)
        known = _unpacked(result)
        if known and old_reading == reading:
            found = AnalysedDocument(document, *known)
        else:
            found = AnalysedDocument(document, known[0] if known else terms_of(document), concepts_of(document))
            result = _packed(found)
        self._keep(document.uid, texts, reading, result)
        return found

    def _find(self, uid: str, texts: bytes) -> tuple[bytes, bytes]:
        """Reading and result of the same texts, empty when there are none."""
        if self._old:
            try:
                row = self._old.execute("SELECT texts, reading, result FROM found WHERE uid = ?", (uid,)).fetchone()
                if row and row[0] == texts:
                    return row[1], row[2]
            except sqlite3.Error as error:
                log.warning("What earlier rebuilds found cannot be read, all texts are read anew: %s", error)
                self._old.close()
                self._old = None
        return b"", b""

    def _keep(self, *row: str | bytes) -> None:
        if self._new and self._room > 0:
            self._room -= 1
            try:
                self._new.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", row)
            except sqlite3.Error as error:
                self._stop_keeping(error)

    def _stop_keeping(self, error: Exception) -> None:
        log.warning("What this rebuild finds cannot be kept, the next one reads all texts anew: %s", error)
        if self._new:
            self._new.close()
        self._new = None

    def end(self, complete: bool) -> None:
        """Let the next rebuild use what this one found, or forget it."""
        if self._old:
            self._old.close()
        try:
            if self._new:
                self._new.execute("COMMIT")
                self._new.close()
                if complete:
                    self._draft.replace(self._file)
        except (OSError, sqlite3.Error) as error:
            self._stop_keeping(error)
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)


def _packed(of: AnalysedDocument) -> bytes:
    lines = [*(of.terms[name] for name in TERM_FIELDS), of.concepts]
    return zlib.compress("\n".join(map(" ".join, lines)).encode("utf-8", "surrogatepass"), 1)


def _unpacked(result: bytes) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]] | None:
    """Terms and concepts; None when there is nothing, or its checksum is wrong."""
    try:
        lines = zlib.decompress(result).decode("utf-8", "surrogatepass").split("\n")
    except (zlib.error, TypeError, ValueError):
        return None
    *terms, concepts = (tuple(line.split(" ")) if line else () for line in lines)
    return dict(zip(TERM_FIELDS, terms, strict=True)), concepts
