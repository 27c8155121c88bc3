"""The one writer: drains the outbox into the engine. Each change reaches the engine at least once, so writing twice
must do no harm. The database is the truth; the index can be deleted at any moment."""

import fcntl
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event

from django.conf import settings
from django.db import close_old_connections

from directory.findable.documents import SearchDocument, by_kind, sources
from directory.models import OutboxEntry
from directory.showing import berlin_today
from search.engines import get_engine

BATCH = 500
REBUILD = "rebuild"
log = logging.getLogger(__name__)


class AnotherWriterError(Exception):
    """Another process holds the writer's lock."""


@contextmanager
def writer_lock() -> Iterator[None]:
    """Hold the lock of the one writer; it ends with the process, however that ends. Raises AnotherWriterError."""
    settings.STADTLOTSE_INDEX.mkdir(parents=True, exist_ok=True)
    with (settings.STADTLOTSE_INDEX / "writer.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWriterError from error
        yield


def ask_for_rebuild() -> int:
    """Ask the running indexer for a rebuild; returns the key of the request, which disappears when it is done."""
    return OutboxEntry.objects.create(kind=REBUILD, key="").pk


def drain_outbox() -> int:
    """Bring everything that waits in the outbox into the engine; returns the number of outbox rows."""
    drained = 0
    while True:
        entries = list(OutboxEntry.objects.order_by("pk")[:BATCH])
        if not entries:
            return drained
        if any(entry.kind == REBUILD for entry in entries):
            rebuild()
        _write({f"{entry.kind}:{entry.key}" for entry in entries if entry.kind != REBUILD})
        OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        drained += len(entries)


def _write(uids: set[str]) -> None:
    known = sources()
    documents: list[SearchDocument] = []
    for kind, keys in by_kind(sorted(uids)).items():
        documents += known[kind].load(keys) if kind in known else []
    get_engine().write(documents, uids - {document.uid for document in documents})


def all_documents() -> Iterator[SearchDocument]:
    """Every document of every kind, loaded in steps."""
    for source in sources().values():
        batch: list[str] = []
        for key in source.all_keys():
            batch.append(key)
            if len(batch) == BATCH:
                yield from source.load(batch)
                batch = []
        yield from source.load(batch)


def rebuild(done: Callable[[int], None] = lambda number: None) -> int:
    """Build the index anew from the database while searching goes on; returns the number of documents.

    What changes meanwhile waits in the outbox and is written into the new index afterwards; what waited before is in
    it already. Keys and not "all up to the last one": a transaction that is still open may hold an earlier key.
    """
    waited = list(OutboxEntry.objects.exclude(kind=REBUILD).values_list("pk", flat=True))
    number = get_engine().rebuild(all_documents(), done)
    for start in range(0, len(waited), BATCH):
        OutboxEntry.objects.filter(pk__in=waited[start : start + BATCH]).delete()
    return number


def refresh_lapsed(today: date) -> int:
    """Bring documents up to date in which a run or session ended before today."""
    return sum(source.refresh_lapsed(today) for source in sources().values())


def run(stop: Event, pause_seconds: float = 0.2) -> None:
    """Be the indexer until `stop` is set. Holds the writer's lock; makes the index when there is none."""
    with writer_lock():
        refreshed: date | None = None
        while not stop.is_set():
            try:
                if not get_engine().exists():
                    log.info("No index yet: building it.")
                    rebuild()
                if refreshed != (today := berlin_today()):
                    refresh_lapsed(today)
                    refreshed = today
                if not drain_outbox():
                    stop.wait(pause_seconds)
            except Exception:
                log.exception("Indexing failed; trying again in five seconds.")
                stop.wait(5)
            close_old_connections()


def wait_for(request: int, tick: Callable[[], None], seconds: float = 3600) -> bool:
    """Wait until a rebuild request is gone; False when time ran out."""
    end = time.monotonic() + seconds
    while OutboxEntry.objects.filter(pk=request).exists():
        if time.monotonic() > end:
            return False
        tick()
        time.sleep(0.3)
    return True
