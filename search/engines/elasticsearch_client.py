"""The way to the Elasticsearch servers: nodes, patience, and a circuit that spares readers a server that is away."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines import EngineUnavailableError

log = logging.getLogger(__name__)
PAUSE_SECONDS = 3.0
WRITING_SECONDS = 30.0
# Answers that another node may give better: too busy, not reachable, shard without a copy.
BUSY = (429, 502, 503, 504)


@dataclass(frozen=True)
class Connection:
    """Where the servers are and how to get in. `patience`: seconds that a reader waits at most for one answer."""

    nodes: tuple[str, ...]
    api_key: str = ""
    ca_certs: str = ""
    prefix: str = "stadtlotse"
    patience: float = 2.0

    @property
    def tries(self) -> int:
        """Each on another node where there is one; with one node the second helps when it closed a connection."""
        return min(max(len(self.nodes), 2), 3)

    def client(self) -> Elasticsearch:
        """A client for readers; safe for threads, connects when it is first asked."""
        options = {"api_key": self.api_key} if self.api_key else {}
        options |= {"ca_certs": self.ca_certs} if self.ca_certs else {}
        return Elasticsearch(
            list(self.nodes),
            request_timeout=self.patience / self.tries,
            max_retries=self.tries - 1,
            retry_on_timeout=True,
            retry_on_status=BUSY,
            dead_node_backoff_factor=1.0,
            max_dead_node_backoff=5.0,
            **options,  # type: ignore[arg-type]
        )


class Circuit:
    """Open after a failure: nobody asks for a few seconds, then one question tries whether the server is back."""

    def __init__(self, pause_seconds: float = PAUSE_SECONDS) -> None:
        self.pause_seconds = pause_seconds
        self._lock = threading.Lock()
        self._failing = False
        self._next_try = 0.0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around each question of a reader. Raises EngineUnavailableError, at once while the circuit is open."""
        self._enter()
        with self.watching():
            yield

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Like `asking`, but asks even while the circuit is open: for probes and the indexer."""
        try:
            yield
        except ApiError as error:
            # An index that is missing or a question that it refuses says nothing about the next question.
            if error.status_code in BUSY:
                self._failed(error)
            raise EngineUnavailableError(f"Elasticsearch: {error}") from error
        except TransportError as error:
            self._failed(error)
            raise EngineUnavailableError(f"Elasticsearch: {error}") from error
        self._answered()

    def _enter(self) -> None:
        with self._lock:
            if not self._failing:
                return
            now = time.monotonic()
            if now < self._next_try:
                raise EngineUnavailableError("Elasticsearch did not answer a moment ago.")
            self._next_try = now + self.pause_seconds  # this question tries; the others go on waiting

    def _failed(self, error: Exception) -> None:
        with self._lock:
            if not self._failing:
                log.error("Elasticsearch does not answer, the database does: %s", error)
            self._failing, self._next_try = True, time.monotonic() + self.pause_seconds

    def _answered(self) -> None:
        with self._lock:
            if self._failing:
                log.warning("Elasticsearch answers again.")
            self._failing = False
