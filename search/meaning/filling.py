"""The indexer's second pass: vectors for texts that have none, in small steps, after the words are findable. Without an
encoder nothing happens here."""

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import numpy as np
from django.conf import settings

from directory.findable.documents import SearchDocument, by_kind, sources
from search.meaning.encoders import Encoder, Vectors, get_encoder
from search.meaning.languages import language_centers, languages_digest
from search.meaning.notes import FORMAT, Notes
from search.meaning.passages import digest, passages_of
from search.meaning.vector_files import VectorFiles

log = logging.getLogger(__name__)
STEP_SECONDS = 0.3
DOCUMENTS_AT_ONCE, TEXTS_AT_ONCE = 200, 16
# Showing readers new vectors takes time that grows with the number of documents; this bounds its share to 5 %.
PAUSE_PER_PUBLISHING = 20
T = TypeVar("T")


class Filling:
    """Vectors of one encoder. `write` and `survey` say what there is, `step` computes."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.encoder = encoder
        self.files = VectorFiles(folder, encoder.size)
        self.notes = Notes(folder / "notes.sqlite")
        self._inode = (folder / "notes.sqlite").stat().st_ino
        self._unseen: list[str] | None = None
        self._published, self._pause = 0.0, 0.0
        self._changed, self._idle = True, False
        self._repair()
        self.files.write_languages(languages_digest(), lambda: language_centers(encoder))
        if self.notes.fact("format") != FORMAT:
            self.survey()
            self.notes.set_fact("format", FORMAT)

    def _repair(self) -> None:
        """Notes and files may be of different moments when a process ended between them."""
        generation = self.notes.fact("generation")
        rows = min(self.notes.rows(), self.files.rows(generation))
        self.notes.forget_rows_from(rows)
        self.files.cut(generation, rows)

    def in_place(self) -> bool:
        """Whether the folder is still the one that was opened."""
        path = self.files.folder / "notes.sqlite"
        return path.exists() and path.stat().st_ino == self._inode

    def write(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        self.notes.write(documents, gone)
        self._changed, self._idle = True, False

    def survey(self) -> None:
        """Look at every document anew, in steps; what is not there any more is forgotten at the end."""
        self.notes.set_fact("survey", self.notes.fact("survey") + 1)
        self._unseen, self._idle = None, False

    def step(self, seconds: float) -> bool:
        """Work for about so long; False when there was nothing to do."""
        if self._idle and not self._changed:
            return False
        end = time.monotonic() + seconds
        worked = False
        while time.monotonic() < end and not self._idle:
            self._idle = not (self._look_on() or self._encode_some(end))
            worked = worked or not self._idle
        if self._changed and time.monotonic() > self._published + self._pause:
            self.publish()
        return worked

    def publish(self) -> None:
        """Show readers what there is now."""
        started = time.monotonic()
        self.files.publish(self.notes.fact("generation"), self.notes.rows(), self.notes.owners())
        self._published, self._changed = time.monotonic(), False
        self._pause = PAUSE_PER_PUBLISHING * (self._published - started)

    def _look_on(self) -> bool:
        """Note some more documents of the survey; False when it is complete."""
        if self.notes.fact("surveyed") == max(1, self.notes.fact("survey")):
            return False
        if self._unseen is None:
            self.notes.set_fact("survey", max(1, self.notes.fact("survey")))
            self._unseen = [f"{kind}:{key}" for kind, source in sources().items() for key in source.all_keys()]
        some, self._unseen = self._unseen[:DOCUMENTS_AT_ONCE], self._unseen[DOCUMENTS_AT_ONCE:]
        self._note(some)
        if not self._unseen:
            self.notes.forget_unsurveyed()
            self.notes.set_fact("surveyed", self.notes.fact("survey"))
            self._leave_gone_texts()
        return True

    def _note(self, uids: Iterable[str]) -> list[SearchDocument]:
        uids, known = set(uids), sources()
        documents: list[SearchDocument] = []
        for kind, keys in by_kind(sorted(uids)).items():
            documents += known[kind].load(keys) if kind in known else []
        self.write(documents, uids - {document.uid for document in documents})
        return documents

    def _leave_gone_texts(self) -> None:
        """Copy the vectors that are still in use into new files when some are not."""
        used = self.notes.used_rows()
        if len(used) < self.notes.rows():
            old = self.notes.fact("generation")
            self.files.copy_rows(old, old + 1, [row for row, _digest in used])
            self.notes.renumber([found for _row, found in used], old + 1)
        for other in self.files.folder.parent.iterdir():
            if other != self.files.folder:
                shutil.rmtree(other, ignore_errors=True)

    def _encode_some(self, end: float) -> bool:
        """Encode texts until `end`; False when none waits."""
        waiting = self.notes.waiting(TEXTS_AT_ONCE)
        if not waiting:
            return False
        documents = self._note(uid for _d, uid in waiting if uid)
        texts = {digest(text): text for document in documents for _language, text in passages_of(document)}
        self.notes.drop_waiting(found for found, _uid in waiting if found not in texts)
        vectors: list[Vectors] = []
        done: list[bytes] = []
        for found, _uid in waiting:
            if found in texts and (not done or time.monotonic() < end):
                vectors.append(self.encoder.encode_passages([texts[found]])[0])
                done.append(found)
        if done:
            generation = self.notes.fact("generation")
            first = self.notes.rows()
            self.files.append(generation, np.stack(vectors))
            self.notes.set_rows(done, first)
        return True


_open: dict[Path, Filling] = {}
_broken: set[Path] = set()


def note(documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
    """Documents that were written into the index, and uids that left it."""
    _guarded(lambda filling: filling.write(documents, gone))


def survey() -> None:
    """The index was built anew: look at all documents, in the steps of `fill`."""
    _guarded(lambda filling: filling.survey())


def fill(seconds: float = STEP_SECONDS) -> bool:
    """One step; False when there is nothing to do."""
    return bool(_guarded(lambda filling: filling.step(seconds)))


def fill_all(tell: Callable[[int, int], None] = lambda done, waiting: None) -> tuple[int, int]:
    """All that is to do; `tell` gets the numbers of texts with and without a vector, which are also returned."""
    while fill(seconds=2.0):
        tell(*_guarded(lambda filling: filling.notes.counts()) or (0, 0))
    _guarded(lambda filling: filling.publish())
    return _guarded(lambda filling: filling.notes.counts()) or (0, 0)


def _guarded(work: Callable[[Filling], T]) -> T | None:
    """None without an encoder, and after the first failure of it or its files: words must stay findable."""
    encoder = get_encoder()
    if encoder is None or (folder := folder_of(encoder)) in _broken:
        return None
    try:
        if folder not in _open or not _open[folder].in_place():
            _open[folder] = _opened(encoder, folder)
        return work(_open[folder])
    except Exception:
        log.exception("Vectors cannot be kept in %s; words alone find what is new until the next start.", folder)
        _broken.add(folder)
        return None


def _opened(encoder: Encoder, folder: Path) -> Filling:
    try:
        return Filling(encoder, folder)
    except sqlite3.DatabaseError:
        log.warning("The notes in %s are broken: all vectors are computed again.", folder)
        shutil.rmtree(folder, ignore_errors=True)
        return Filling(encoder, folder)


def folder_of(encoder: Encoder) -> Path:
    """Where the vectors of an encoder lie."""
    return Path(settings.STADTLOTSE_INDEX) / "meaning" / encoder.name
