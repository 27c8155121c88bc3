"""The one writer: drains the outbox into the engine. Each change reaches the engine at least once, so writing twice
must do no harm. The database is the truth; the index can be deleted at any moment."""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from directory.findable.documents import SearchDocument, by_kind, sources
from directory.lexicon import lexicon
from directory.memory import memory
from directory.models import OutboxEntry
from directory.showing import berlin_today
from search.engines import EngineUnavailableError, get_engine
from search.meaning import filling
from search.reuse import reusing
from search.tagging import tagger
from search.unmet.counting import forget_lapsed
from search.writer_lock import writer_lock

BATCH = 500
REBUILD = "rebuild"
READING = "lexicon.digest"  # beside the index: the stems and relations that it was built with
RETRY_SECONDS = 5.0
LOOK_SECONDS = 2.0  # between two looks whether there is an index
log = logging.getLogger(__name__)


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
    gone = uids - {document.uid for document in documents}
    get_engine().write(documents, gone)
    filling.note(documents, gone)


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
    reading = _reading()
    waited = list(OutboxEntry.objects.exclude(kind=REBUILD).values_list("pk", flat=True))
    gc.freeze()  # what is in memory now stays; looking whether it can go would take a fifth of the time
    try:
        with reusing(settings.STADTLOTSE_INDEX) as read:
            number = get_engine().rebuild(all_documents(), done, read)
    finally:
        gc.unfreeze()
    (settings.STADTLOTSE_INDEX / READING).write_text(reading)
    filling.survey()
    for start in range(0, len(waited), BATCH):
        OutboxEntry.objects.filter(pk__in=waited[start : start + BATCH]).delete()
    return number


def refresh_lapsed(today: date) -> int:
    """Bring documents up to date in which a run or session ended before today."""
    return sum(source.refresh_lapsed(today) for source in sources().values())


def run(stop: Event, pause_seconds: float = 0.2) -> None:
    """Be the indexer until `stop` is set; makes the index when there is none. Raises AnotherWriterError, at once or
    when another process took the writer's lock because the database had lost it."""
    while not stop.is_set():
        try:
            with writer_lock() as held:
                _index(stop, pause_seconds, held)
        except DatabaseError:
            log.exception("The database does not answer; trying again in five seconds.")
            stop.wait(RETRY_SECONDS)


def _index(stop: Event, pause_seconds: float, held: Callable[[], bool]) -> None:
    refreshed: date | None = None
    next_look = 0.0
    while not stop.is_set() and held():
        try:
            if time.monotonic() >= next_look:
                make_current_index()
                next_look = time.monotonic() + LOOK_SECONDS
            if refreshed != (today := berlin_today()):
                refresh_lapsed(today)
                forget_lapsed(today)
                refreshed = today
            if not drain_outbox() and not filling.fill():
                stop.wait(pause_seconds)
        except Exception as error:
            next_look = 0.0
            _tell(error)
            stop.wait(RETRY_SECONDS)
        close_old_connections()


def make_current_index() -> None:
    """Build the index when there is none, or when the lexicon reads texts otherwise than it did."""
    if not get_engine().exists():
        log.info("No index yet: building it.")
        rebuild()
    elif not _reads_as_now():
        log.info("The lexicon reads texts otherwise than the index does: building it anew.")
        rebuild()


def _reading() -> str:
    """Changes when the lexicon of a municipality finds other concepts in German texts than before."""
    readings = {tagger(lexicon(tenant)).reading_in("de").hex() for tenant in memory().tenants.values()}
    return " ".join(sorted(readings))


def _reads_as_now() -> bool:
    file = settings.STADTLOTSE_INDEX / READING
    return file.exists() and file.read_text() == _reading()


def _tell(error: Exception) -> None:
    if isinstance(error, EngineUnavailableError):
        log.warning("Changes wait for the search engine; trying again in five seconds: %s", error)
    else:
        log.exception("Indexing failed; trying again in five seconds.")


def wait_for(request: int, tick: Callable[[], None], seconds: float = 3600) -> bool:
    """Wait until a rebuild request is gone; False when time ran out."""
    end = time.monotonic() + seconds
    while OutboxEntry.objects.filter(pk=request).exists():
        if time.monotonic() > end:
            return False
        tick()
        time.sleep(0.3)
    return True
