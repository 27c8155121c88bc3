"""The indexer's notes beside the vectors: which document has which passages (by digest of the text), which text has
which row of vectors. SQLite, so that a process may end at any point; the vectors can be computed again at any time."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from directory.findable.documents import SearchDocument
from search.meaning.passages import digest, passages_of

# Names of tags that say where a document is valid.
SCOPES = ("in", "county", "everywhere")
LANGUAGE = "lang:"
# Of what is noted; another number makes the indexer look at every document anew.
FORMAT = 2
SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (digest BLOB PRIMARY KEY, row INTEGER UNIQUE) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON texts (digest) WHERE row IS NULL;
CREATE TABLE IF NOT EXISTS documents (
    uid TEXT, place INTEGER, digest BLOB, scope TEXT, survey INTEGER, PRIMARY KEY (uid, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_digest ON documents (digest);
"""


class Notes:
    """One file; open only in the process that holds the writer's lock."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def fact(self, name: str) -> int:
        """A number that was set; 0 before."""
        found = self._connection.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return int(found[0]) if found else 0

    def set_fact(self, name: str, value: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def write(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        """Note the passages of these documents and forget the others."""
        survey = self.fact("survey")
        rows = [
            (document.uid, place, digest(passage), _scope(document, language), survey)
            for document in documents
            for place, (language, passage) in enumerate(passages_of(document))
        ]
        with self._transaction() as connection:
            stale = {(uid,) for uid, *_rest in rows} | {(uid,) for uid in gone}
            connection.executemany("DELETE FROM documents WHERE uid = ?", sorted(stale))
            connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR IGNORE INTO texts VALUES (?, NULL)", [(row[2],) for row in rows])

    def forget_unsurveyed(self) -> None:
        """Documents that the survey did not see, and texts that no document has and that have no vector."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE survey < ?", [self.fact("survey")])
            connection.execute("DELETE FROM texts WHERE row IS NULL AND digest NOT IN (SELECT digest FROM documents)")

    def waiting(self, limit: int) -> list[tuple[bytes, str]]:
        """Texts without vector, each with the uid of a document that has it ("" when none has)."""
        return [
            (bytes(found), uid or "")
            for found, uid in self._connection.execute(
                "SELECT t.digest, (SELECT d.uid FROM documents d WHERE d.digest = t.digest LIMIT 1)"
                " FROM texts t WHERE t.row IS NULL LIMIT ?",
                [limit],
            )
        ]

    def drop_waiting(self, digests: Iterable[bytes]) -> None:
        self._connection.executemany("DELETE FROM texts WHERE digest = ? AND row IS NULL", [(d,) for d in digests])

    def set_rows(self, digests: Sequence[bytes], first: int) -> None:
        """These texts have the vectors in the rows from `first` on."""
        with self._transaction() as connection:
            pairs = [(first + step, found) for step, found in enumerate(digests)]
            connection.executemany("UPDATE texts SET row = ? WHERE digest = ?", pairs)

    def rows(self) -> int:
        """How many rows of vectors are noted."""
        return int(self._connection.execute("SELECT coalesce(max(row) + 1, 0) FROM texts").fetchone()[0])

    def counts(self) -> tuple[int, int]:
        """Texts with a vector, texts that wait for one."""
        done, waiting = self._connection.execute("SELECT count(row), count(*) - count(row) FROM texts").fetchone()
        return int(done), int(waiting)

    def forget_rows_from(self, row: int) -> None:
        """Vectors from this row on are lost; their texts wait again."""
        self._connection.execute("UPDATE texts SET row = NULL WHERE row >= ?", [row])

    def used_rows(self) -> list[tuple[int, bytes]]:
        """Rows whose text a document has, in order, with their digest."""
        return self._connection.execute(
            "SELECT row, digest FROM texts WHERE row IS NOT NULL AND digest IN (SELECT digest FROM documents)"
            " ORDER BY row"
        ).fetchall()

    def renumber(self, digests: Sequence[bytes], generation: int) -> None:
        """From now on vectors are those of another generation of files: these texts, in this order, and no others."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM texts WHERE row IS NOT NULL")
            connection.executemany("INSERT INTO texts VALUES (?, ?)", [(d, row) for row, d in enumerate(digests)])
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('generation', ?)", [generation])

    def owners(self) -> Iterator[tuple[int, str, str]]:
        """Row, uid and scope of every document that has a vector, by row."""
        yield from self._connection.execute(
            "SELECT t.row, d.uid, d.scope FROM documents d JOIN texts t ON t.digest = d.digest"
            " WHERE t.row IS NOT NULL ORDER BY t.row"
        )


def _scope(document: SearchDocument, language: str) -> str:
    """Where a passage is valid, `in:town`; of a kind that stands aside `kind:page/in:town`, so that it never takes the
    place of an offer; with its language where it has one of its own."""
    kind = next((f"{tag}/" for tag in document.tags if tag.startswith("kind:")), "")
    where = sorted(f"{kind}{tag}" for tag in document.tags if tag.partition(":")[0] in SCOPES)
    return " ".join([*where, f"{LANGUAGE}{language}"] if language else where)
