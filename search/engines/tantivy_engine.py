"""tantivy, the embedded engine. Each rebuild makes a new generation folder; the file `current` names the one that
readers use and is replaced atomically, so searching goes on during a rebuild."""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path

import tantivy
from tantivy import Query

from directory.findable.documents import Answer, DocumentQuery, SearchDocument, Signal
from search.analysed import Read, about_of, analysed
from search.engines import MAX_TITLE_WORDS, EngineUnavailableError
from search.engines.tantivy_documents import SCHEMA, stored
from search.engines.tantivy_questions import asked, best, hits_in_all, listed

# Part of the generation's name: an index of another format counts as missing.
FORMAT = "6"
ANY_DAY = date(2000, 1, 1)
HEAP_BYTES = 64_000_000
MAX_TAGS = 5_000
MOST_COUNTS_KEPT = 500  # about 10 kB each


@contextmanager
def _unavailable_when_broken() -> Iterator[None]:
    """A broken index cannot answer: the library says so by an error, or by a panic, which is no `Exception`."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineUnavailableError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailableError(str(error)) from error


class TantivyEngine:
    """One index folder; safe for many readers and one writer."""

    patience = inf  # there is no line to wait for

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder) / "tantivy"
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._seen: tuple[str, int] = ("", 0)
        self._counts: dict[DocumentQuery, dict[str, int]] = {}

    # Reading

    def exists(self) -> bool:
        """Whether there is an index that answers a first question, not only one that opens."""
        try:
            self.search(DocumentQuery(today=ANY_DAY, needed=(Signal((("title", "a", 1.0),)),), limit=1))
            self.search(DocumentQuery(today=ANY_DAY, limit=1))
        except EngineUnavailableError:
            return False
        return True

    def search(self, query: DocumentQuery) -> Answer:
        searcher, scored = self._reader(), bool(query.needed or query.helpful)
        with _unavailable_when_broken():
            question = asked(query)
            if not query.limit:
                return Answer((), hits_in_all(searcher.search(question, limit=1)))
            if scored and not query.by_start:
                hits, total = best(searcher, question, query.offset, query.limit)
            else:
                hits, total = listed(searcher, question, query)
            fields = [searcher.doc(address) for _score, address in hits]
        uids = tuple(document["uid"][0] for document in fields)
        about = tuple(about_of(document["concepts"]) for document in fields)
        scores = tuple(points for points, _address in hits) if scored and not query.by_start else ()
        return Answer(uids, total, scores, about)

    def count_tags(self, query: DocumentQuery) -> dict[str, int]:
        """Counts are kept until the index changes: counting 100,000 documents takes longer than the rest of a page."""
        kept, question = self._counts, replace(query, offset=0, limit=0, by_start=False, raw_words=())
        searcher = self._reader()  # after `kept`, so that counts of an older index never land in the newer one's
        if question not in kept:
            if len(kept) >= MOST_COUNTS_KEPT:
                kept.clear()
            kept[question] = self._count(searcher, question)
        return dict(kept[question])

    def _count(self, searcher: tantivy.Searcher, query: DocumentQuery) -> dict[str, int]:
        request = {"tags": {"terms": {"field": "facets", "size": MAX_TAGS}}}
        with _unavailable_when_broken():
            found = searcher.aggregate(asked(query), request)
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in found["tags"]["buckets"]}

    def frequencies(self) -> dict[str, int]:
        searcher = self._reader()
        request = {"about": {"terms": {"field": "about", "size": MAX_TAGS}}}
        with _unavailable_when_broken():
            found = searcher.aggregate(Query.all_query(), request)
            return {"": searcher.num_docs} | {b["key"]: int(b["doc_count"]) for b in found["about"]["buckets"]}

    def title_words(self) -> dict[str, int]:
        searcher = self._reader()
        with _unavailable_when_broken():
            return dict(searcher.terms_with_prefix("title", "", limit=MAX_TITLE_WORDS))

    def _reader(self) -> tantivy.Searcher:
        """A searcher on the newest commit of the current generation."""
        with _unavailable_when_broken():
            generation = (self.folder / "current").read_text()
            stamp = (self.folder / generation / "meta.json").stat().st_mtime_ns
            with self._lock:
                if self._index is None or self._seen[0] != generation:
                    self._index = self._open(generation)
                elif self._seen[1] != stamp:
                    self._index.reload()
                if self._seen != (generation, stamp):
                    self._seen, self._counts = (generation, stamp), {}
                return self._index.searcher()

    def _open(self, generation: str) -> tantivy.Index:
        if not generation.startswith(f"{FORMAT}-"):
            raise ValueError(f"The index has format {generation.partition('-')[0]}, this program writes {FORMAT}.")
        index = tantivy.Index(SCHEMA, path=str(self.folder / generation), reuse=True)
        index.config_reader(reload_policy="manual")
        return index

    # Writing

    def write(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        generation = (self.folder / "current").read_text()
        index = self._open(generation)
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for uid in gone:
            writer.delete_documents_by_term("uid", uid)
        for document in documents:
            writer.delete_documents_by_term("uid", document.uid)
            writer.add_document(stored(analysed(document)))
        writer.commit()
        writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[SearchDocument], done: Callable[[int], None], read: Read = analysed) -> int:
        generation = f"{FORMAT}-{time.time_ns()}"
        path = self.folder / generation
        path.mkdir(parents=True)
        index = tantivy.Index(SCHEMA, path=str(path), reuse=False)
        writer = index.writer(heap_size=4 * HEAP_BYTES, num_threads=1)
        number = 0
        for number, document in enumerate(documents, start=1):  # noqa: B007
            writer.add_document(stored(read(document)))
            if number % 500 == 0:
                done(number)
        writer.commit()
        writer.wait_merging_threads()
        self._switch(generation)
        return number

    def _switch(self, generation: str) -> None:
        pointer = self.folder / "current"
        before = pointer.read_text() if pointer.exists() else ""
        draft = self.folder / "current.new"
        draft.write_text(generation)
        draft.replace(pointer)
        for old in self.folder.iterdir():
            if old.is_dir() and old.name not in (generation, before):
                shutil.rmtree(old, ignore_errors=True)
