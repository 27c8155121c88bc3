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
from typing import Any

import tantivy
from tantivy import Occur, Query

from directory.findable.documents import Answer, DocumentQuery, SearchDocument, Signal
from search.analysed import TERM_FIELDS, about_of, analysed
from search.engines import MAX_TITLE_WORDS, EngineUnavailableError
from search.engines.points import days, grouped, standing, start_order

# Part of the generation's name: an index of another format counts as missing.
FORMAT = "5"
ANY_DAY = date(2000, 1, 1)
HEAP_BYTES = 64_000_000
MAX_TAGS = 5_000
# Up to so many tags are asked one by one, which lets the engine skip; more are cheaper as one set.
FEW_TAGS = 8
MOST_COUNTS_KEPT = 500  # about 10 kB each
# So many hits behind a page are looked at to put equal scores in order; more only when the equal ones go on there.
TIES, MOST_TIES = 50, 5_000


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TERM_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("concepts", "tags"):
        builder.add_text_field(name, stored=name == "concepts", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("about", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("until", "start", "standing", "age_from", "age_to"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


Hit = tuple[float, Any]  # points and address of a document


def _total(found: tantivy.SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # missing in the package's stubs


def _listed(searcher: tantivy.Searcher, question: Query, query: DocumentQuery) -> tuple[list[Hit], int]:
    found = searcher.search(
        question,
        limit=query.limit,
        offset=query.offset,
        order_by_field="start" if query.by_start else "standing",
        order=tantivy.Order.Asc if query.by_start else tantivy.Order.Desc,
    )
    return found.hits, _total(found)


def _best(searcher: tantivy.Searcher, question: Query, offset: int, limit: int) -> tuple[list[Hit], int]:
    """Hits by score, those with equal scores by standing. The engine alone would leave them as they were written."""
    end = offset + limit
    for room in (end + TIES, end + MOST_TIES):
        found = searcher.search(question, limit=room)
        hits: list[Hit] = found.hits
        if len(hits) < room or hits[end - 1][0] != hits[-1][0]:
            break
    if offset >= len(hits):
        return [], _total(found)
    first, last = hits[offset][0], hits[min(end, len(hits)) - 1][0]
    start = next(number for number, (score, _address) in enumerate(hits) if score == first)
    equal = [hit for hit in hits[start:] if hit[0] >= last]
    places = searcher.fast_field_values("standing", [address for _score, address in equal])
    ordered = sorted(zip(equal, places, strict=True), key=lambda pair: (pair[0][0], pair[1] or 0), reverse=True)
    return [hit for hit, _place in ordered][offset - start : end - start], _total(found)


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
            self.search(DocumentQuery(today=ANY_DAY, needed=(Signal((("title", "a", 1.0),)),), limit=1))
            self.search(DocumentQuery(today=ANY_DAY, limit=1))
        except EngineUnavailableError:
            return False
        return True

    def search(self, query: DocumentQuery) -> Answer:
        searcher, scored = self._reader(), bool(query.needed or query.helpful)
        with _unavailable_when_broken():
            question = self._question(query)
            if not query.limit:
                return Answer((), _total(searcher.search(question, limit=1)))
            if scored and not query.by_start:
                hits, total = _best(searcher, question, query.offset, query.limit)
            else:
                hits, total = _listed(searcher, question, query)
            stored = [searcher.doc(address) for _score, address in hits]
        uids = tuple(document["uid"][0] for document in stored)
        about = tuple(about_of(document["concepts"]) for document in stored)
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
            found = searcher.aggregate(self._question(query), request)
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

    def _question(self, query: DocumentQuery) -> Query:
        parts = [(Occur.Must, self._tags(tags)) for tags in query.filters]
        # Hardly any document has lapsed, so these are fewer to look at than those that have not.
        lapsed_until = days(query.today) - 1
        parts += [(Occur.MustNot, self._tag(tag)) for tag in sorted(query.excluded)]
        parts.append((Occur.MustNot, self._between("until", 0, lapsed_until)))
        if query.age is not None:
            parts.append((Occur.Must, self._between("age_from", 0, query.age)))
            parts.append((Occur.Must, self._between("age_to", query.age, 1000)))
        if query.needed:
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, self._signal(s)) for s in query.needed])))
        parts += [(Occur.Should, self._signal(signal)) for signal in query.helpful]
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

    def _signal(self, signal: Signal) -> Query:
        """The best of its terms counts, with its points."""
        terms = [
            Query.const_score_query(Query.term_query(self.schema, field, term, "basic"), points)
            for (field, points), same in grouped(signal).items()
            for term in same
        ]
        return terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms, 0.0)

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
        of, stored = analysed(document), tantivy.Document()
        stored.add_text("uid", document.uid)
        for name, terms in of.terms.items():
            stored.add_text(name, " ".join(terms))
        for concept in of.concepts:
            stored.add_text("concepts", concept)
            stored.add_text("about", concept.partition("/")[0])
        for tag in document.tags:
            stored.add_text("tags", tag)
        for tag in of.facets:
            stored.add_text("facets", tag)
        stored.add_unsigned("until", days(document.listed_until))
        stored.add_unsigned("start", start_order(document))
        stored.add_unsigned("standing", standing(document))
        stored.add_unsigned("age_from", document.age_from)
        stored.add_unsigned("age_to", document.age_to)
        return stored
