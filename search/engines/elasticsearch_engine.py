"""Elasticsearch, for several servers or very many offers. It stores our terms and adds up our points, nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.dsl import Search
from elasticsearch.helpers import streaming_bulk

from directory.findable.documents import Answer, DocumentQuery, SearchDocument
from search.analysed import AnalysedDocument, Read, about_of, analysed
from search.engines import MAX_TITLE_WORDS, EngineUnavailableError
from search.engines.elasticsearch_client import WRITING_SECONDS, Circuit, Connection
from search.engines.elasticsearch_index import (
    SETTINGS,
    WHEN_BUILT,
    WHILE_BUILDING,
    Names,
    mapping,
    remove,
    stored,
    switch,
)
from search.engines.elasticsearch_questions import MAX_TAGS, counts, hits, term_counts
from search.engines.points import as_added

BATCH = 500
BATCH_BYTES = 5_000_000
# A server that is too busy gets time: 0.5, 1, 2 ... at most 10 seconds, about 45 in all.
BACKOFF: dict[str, Any] = {"max_retries": 8, "initial_backoff": 0.5, "max_backoff": 10, "retry_on_status": (429, 503)}


class ElasticsearchEngine:
    """One cluster; safe for many readers and one writer."""

    def __init__(self, connection: Connection) -> None:
        self.names = Names(connection.prefix)
        self.circuit = Circuit()
        self.patience = connection.patience / 2  # the last answer of a page may take as long as one may
        self._client = connection.client()

    # Reading

    def exists(self) -> bool:
        """Asks the server even after a failure."""
        with self.circuit.watching():
            try:
                self._client.search(
                    index=self.names.alias, size=0, terminate_after=1, allow_partial_search_results=False
                )
            except NotFoundError:
                return False
        return True

    def search(self, query: DocumentQuery) -> Answer:
        found = self._ask(hits(query))["hits"]
        uids = tuple(hit["_id"] for hit in found["hits"])
        about = tuple(about_of(hit.get("fields", {}).get("concepts", ())) for hit in found["hits"])
        scored = bool(query.needed or query.helpful) and not query.by_start
        scores = tuple(as_added(hit["_score"]) for hit in found["hits"]) if scored else ()
        return Answer(uids, int(found["total"]["value"]), scores, about)

    def count_tags(self, query: DocumentQuery) -> dict[str, int]:
        return _counted(self._ask(counts(query)))

    def frequencies(self) -> dict[str, int]:
        found = self._ask(term_counts("about", MAX_TAGS))
        return {"": int(found["hits"]["total"]["value"])} | _counted(found)

    def title_words(self) -> dict[str, int]:
        return _counted(self._ask(term_counts("title", MAX_TITLE_WORDS)))

    def _ask(self, search: Search) -> Mapping[str, Any]:
        with self.circuit.asking():
            answer = self._client.search(
                index=self.names.alias, body=search.to_dict(), allow_partial_search_results=False
            )
        return dict(answer.body)

    # Writing

    def write(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        with self.circuit.watching():
            client = self._writing()
            alias = self.names.alias
            _bulk(client, [*_removals(alias, gone), *_additions(alias, map(analysed, documents))], require_alias=True)
            client.indices.refresh(index=alias)

    def rebuild(self, documents: Iterable[SearchDocument], done: Callable[[int], None], read: Read = analysed) -> int:
        with self.circuit.watching():
            client, name = self._writing(), self.names.new()
            ours = self.names.of_ours(client)
            remove(client, [old for old, (_format, used) in ours.items() if not used])  # of rebuilds that broke off
            client.indices.create(index=name, settings=SETTINGS | WHILE_BUILDING, mappings=mapping())
            number = _bulk(client, _additions(name, map(read, documents)), done)
            client.indices.refresh(index=name)
            client.indices.put_settings(index=name, settings=WHEN_BUILT)
            switch(client, self.names, name)
        return number

    def _writing(self) -> Elasticsearch:
        """Writing has time; when the server is too busy, `BACKOFF` waits and not the client."""
        return self._client.options(request_timeout=WRITING_SECONDS, retry_on_status=(), max_retries=5)


def _additions(index: str, documents: Iterable[AnalysedDocument]) -> Iterator[dict[str, Any]]:
    for of in documents:
        yield {"_op_type": "index", "_index": index, "_id": of.document.uid, **stored(of)}


def _removals(index: str, gone: Iterable[str]) -> Iterator[dict[str, Any]]:
    for uid in gone:
        yield {"_op_type": "delete", "_index": index, "_id": uid}


def _bulk(
    client: Elasticsearch,
    actions: Iterable[dict[str, Any]],
    done: Callable[[int], None] = lambda number: None,
    **options: Any,
) -> int:
    """Write in batches, each after the one before; returns the number of actions. Raises EngineUnavailableError."""
    number = 0
    written = streaming_bulk(
        client, actions, chunk_size=BATCH, max_chunk_bytes=BATCH_BYTES, raise_on_error=False, **BACKOFF, **options
    )
    for number, (good, item) in enumerate(written, start=1):
        [[kind, answer]] = item.items()
        if not good and not (kind == "delete" and answer.get("result") == "not_found"):
            raise EngineUnavailableError(f"Elasticsearch did not take {answer.get('_id')}: {answer.get('error')}")
        if number % BATCH == 0:
            done(number)
    return number


def _counted(answer: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: int(bucket["doc_count"]) for bucket in answer["aggregations"]["terms"]["buckets"]}
