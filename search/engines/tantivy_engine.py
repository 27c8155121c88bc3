"""tantivy, the embedded engine. Each rebuild makes a new generation folder; the file `current` names the one that
readers use and is replaced atomically, so searching goes on during a rebuild."""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from directory.findable.documents import Answer, DocumentQuery, SearchDocument, is_counted
from search import ranking
from search.analysis import terms_of
from search.engines import EngineUnavailableError

# Part of the generation's name: an index of another format counts as missing.
FORMAT = "2"
NO_DAY = 2**31
EPOCH = date(1970, 1, 1)
ANY_DAY = date(2000, 1, 1)
HEAP_BYTES = 64_000_000
MAX_TAGS = 5_000
# Up to so many tags are asked one by one, which lets the engine skip; more are cheaper as one set.
FEW_TAGS = 8
MOST_COUNTS_KEPT = 500  # about 10 kB each


def days(value: date | None) -> int:
    return (value - EPOCH).days if value else NO_DAY


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "labels", "body"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("tags", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("until", "start", "standing", "age_from", "age_to"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def _total(found: tantivy.SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # missing in the package's stubs


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

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder) / "tantivy"
        self.schema = build_schema()
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._seen: tuple[str, int] = ("", 0)
        self._counts: dict[DocumentQuery, dict[str, int]] = {}

    # Reading

    def exists(self) -> bool:
        """Whether there is an index that answers a first question, not only one that opens."""
        try:
            self.search(DocumentQuery(today=ANY_DAY, words=(("a",),), any_word=True, limit=1))
            self.search(DocumentQuery(today=ANY_DAY, limit=1))
        except EngineUnavailableError:
            return False
        return True

    def search(self, query: DocumentQuery) -> Answer:
        searcher = self._reader()
        with _unavailable_when_broken():
            question = self._question(query)
            if not query.limit:
                return Answer((), _total(searcher.search(question, limit=1)))
            found = searcher.search(
                question,
                limit=query.limit,
                offset=query.offset,
                order_by_field="start" if query.by_start else None if query.words else "standing",
                order=tantivy.Order.Asc if query.by_start else tantivy.Order.Desc,
            )
            uids = tuple(searcher.doc(address)["uid"][0] for _score, address in found.hits)
        return Answer(uids, _total(found))

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
            found = searcher.aggregate(self._question(query), request)
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in found["tags"]["buckets"]}

    def _question(self, query: DocumentQuery) -> Query:
        parts = [(Occur.Must, self._tags(tags)) for tags in query.filters]
        # Hardly any document has lapsed, so these are fewer to look at than those that have not.
        lapsed_until = days(query.today) - 1
        parts += [(Occur.MustNot, self._tag(tag)) for tag in sorted(query.excluded)]
        parts.append((Occur.MustNot, self._between("until", 0, lapsed_until)))
        if query.age is not None:
            parts.append((Occur.Must, self._between("age_from", 0, query.age)))
            parts.append((Occur.Must, self._between("age_to", query.age, 1000)))
        words = [self._word(forms) for forms in query.words]
        if words and query.any_word:
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, word) for word in words])))
        else:
            parts += [(Occur.Must, word) for word in words]
        if not any(occur is Occur.Must for occur, _part in parts):
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(parts)

    def _between(self, field: str, low: int, high: int) -> Query:
        unsigned = tantivy.FieldType.Unsigned
        bounds = Query.range_query(self.schema, field, unsigned, lower_bound=low, upper_bound=high)
        return Query.const_score_query(bounds, 0.0)

    def _tags(self, tags: frozenset[str]) -> Query:
        """At least one of these tags."""
        if len(tags) > FEW_TAGS:
            one_of = Query.term_set_query(self.schema, "tags", sorted(tags))
        else:
            one_of = Query.boolean_query([(Occur.Should, self._tag(tag)) for tag in sorted(tags)])
        return Query.const_score_query(one_of, 0.0)

    def _tag(self, tag: str) -> Query:
        return Query.term_query(self.schema, "tags", tag, "basic")

    def _word(self, forms: tuple[str, ...]) -> Query:
        """The best place and form counts, so that a word with many forms is worth no more than one with few."""
        weights = {"title": ranking.TITLE, "labels": ranking.LABELS, "body": ranking.BODY}
        places = [
            Query.boost_query(Query.term_query(self.schema, field, form, "freq"), weight)
            for field, weight in weights.items()
            for form in forms
        ]
        return Query.disjunction_max_query(places, 0.1)

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
        index = tantivy.Index(self.schema, path=str(self.folder / generation), reuse=True)
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
            writer.add_document(self._stored(document))
        writer.commit()
        writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[SearchDocument], done: Callable[[int], None]) -> int:
        generation = f"{FORMAT}-{time.time_ns()}"
        path = self.folder / generation
        path.mkdir(parents=True)
        index = tantivy.Index(self.schema, path=str(path), reuse=False)
        writer = index.writer(heap_size=4 * HEAP_BYTES, num_threads=1)
        number = 0
        for number, document in enumerate(documents, start=1):  # noqa: B007
            writer.add_document(self._stored(document))
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

    def _stored(self, document: SearchDocument) -> tantivy.Document:
        stored = tantivy.Document()
        stored.add_text("uid", document.uid)
        for name in ("title", "labels", "body"):
            stored.add_text(name, terms_of(getattr(document, name)))
        for tag in document.tags:
            stored.add_text("tags", tag)
            if is_counted(tag):
                stored.add_text("facets", tag)
        stored.add_unsigned("until", days(document.listed_until))
        stored.add_unsigned("start", days(document.next_start))
        stored.add_unsigned("standing", document.standing)
        stored.add_unsigned("age_from", document.age_from)
        stored.add_unsigned("age_to", document.age_to)
        return stored
