"""The port to search engines. An engine stores documents of our analysis and answers `DocumentQuery`s; everything that
readers see is decided outside it. `get_engine()` gives the engine of this installation.

Every engine gives the same answer: scores are sums of points that add up exactly (`points`), equal scores and lists are
ordered by standing, which no two documents share. (tantivy orders equal scores within blocks of 300 hits.)"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from directory.findable.documents import Answer, DocumentQuery, SearchDocument
from search.analysed import Read, analysed

MAX_TITLE_WORDS = 50_000


class EngineUnavailableError(Exception):
    """The engine cannot answer now: no index yet, index broken, server away. The database answers instead."""


class Engine(Protocol):
    """What every engine can do."""

    patience: float
    """Seconds of waiting after which a page asks it nothing more."""

    def search(self, query: DocumentQuery) -> Answer:
        """Uids and total of the matching documents. Raises EngineUnavailableError."""

    def count_tags(self, query: DocumentQuery) -> dict[str, int]:
        """How many matching documents carry each counted tag (`is_counted`). Raises EngineUnavailableError."""

    def frequencies(self) -> dict[str, int]:
        """How many documents speak of each concept, and under "" how many there are. Raises EngineUnavailableError."""

    def title_words(self) -> dict[str, int]:
        """Terms in titles with the number of documents, at most `MAX_TITLE_WORDS`. Raises EngineUnavailableError."""

    def write(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        """Store documents and forget uids; readers see both or neither. One writer at a time (see `indexer`)."""

    def rebuild(self, documents: Iterable[SearchDocument], done: Callable[[int], None], read: Read = analysed) -> int:
        """Build the index anew while the old one answers, then switch; returns the number of documents. `read`
        analyses each, or knows already."""

    def exists(self) -> bool:
        """Whether there is an index that can be searched; without one the indexer builds it. Raises
        EngineUnavailableError when that cannot be known, because a server is away."""


def get_engine() -> Engine:
    """The engine that `STADTLOTSE_SEARCH_ENGINE` names, one for each index."""
    if settings.STADTLOTSE_SEARCH_ENGINE == "elasticsearch":
        return _elasticsearch(tuple(sorted(settings.STADTLOTSE_ELASTICSEARCH.items())))
    return _tantivy(settings.STADTLOTSE_INDEX)


def engine_answers() -> bool:
    """Whether readers are answered by the engine; otherwise the database does, with lists and filters only."""
    try:
        return get_engine().exists()
    except EngineUnavailableError:
        return False


@cache
def _tantivy(folder: Path) -> Engine:
    from search.engines.tantivy_engine import TantivyEngine

    return TantivyEngine(folder)


@cache
def _elasticsearch(connection: tuple[tuple[str, Any], ...]) -> Engine:
    # Imported only where it is used: the client costs 20 MB of memory and half a second.
    from search.engines.elasticsearch_client import Connection
    from search.engines.elasticsearch_engine import ElasticsearchEngine

    return ElasticsearchEngine(Connection(**dict(connection)))
