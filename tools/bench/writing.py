"""Writing: publish → findable, one offer's public side, and readers while somebody writes all the time."""

import threading
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.memory import Tenant
from directory.models import Municipality, Offer, OutboxEntry
from directory.showing import berlin_today
from directory.writing.publishing import project
from search.finding import find
from search.query import SearchQuery
from tools.bench.questions import Questions
from tools.bench.report import Row
from tools.bench.search_page import fetch
from tools.bench.timing import milliseconds, spread

PUBLISHED = 15
GIVES_UP_AFTER = 60.0  # seconds


def publish_to_findable(tenant: Tenant) -> Row:
    """Milliseconds from the editor's click to the first search that finds the offer; the indexer runs beside."""
    times = []
    while OutboxEntry.objects.exists():  # what earlier measurements left to do
        time.sleep(0.1)
    for number in range(PUBLISHED):
        word = f"Messpunkt{chr(97 + number) * 3}"
        offer = Offer(
            municipality=Municipality.objects.get(pk=tenant.pk),
            slug=f"messpunkt-{number}-{time.time_ns()}",
            title=f"Gruppe {word}",
            kind="gruppe",
            live=False,
        )
        offer.save()
        times.append(milliseconds(lambda offer=offer, word=word: _publish_and_find(offer, word, tenant)))
    return Row.of("publish → findable", spread(times), "ms", "p95 ≤ 1,000 ms")


def _publish_and_find(offer: Offer, word: str, tenant: Tenant) -> None:
    offer.save_revision().publish()
    query = SearchQuery(municipality=tenant.slug, language="de", today=berlin_today(), text=word)
    end = time.monotonic() + GIVES_UP_AFTER
    while not find(query, with_counts=False).total:
        if time.monotonic() > end:
            raise TimeoutError(f"{word} was published but cannot be found")
        time.sleep(0.005)


def public_side(number: int = 30) -> list[Row]:
    """What every write of one offer adds: its document, source words and outbox row."""
    keys = list(Offer.objects.filter(live=True).order_by("-pk").values_list("pk", flat=True)[:number])
    times = [milliseconds(lambda key=key: project([key])) for key in keys]
    with CaptureQueriesContext(connection) as captured:
        project(keys[:1])
    return [
        Row.of("public side of one offer", spread(times), "ms"),
        Row("SQL queries, public side", str(len(captured))),
    ]


def readers_while_writing(host: str, asked: Questions) -> list[Row]:
    """Search pages over HTTP while one writer changes offers without a pause; and how many it changed."""
    keys = list(Offer.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)[:500])
    paths = [path for each in asked.values() for path in each[:20]]
    times: list[float] = []

    def read() -> None:
        times.extend(milliseconds(lambda path=path: fetch(host, path)) for path in paths)

    reader = threading.Thread(target=read)
    reader.start()
    started, written = time.perf_counter(), 0
    while reader.is_alive():
        project([keys[written % len(keys)]])
        written += 1
    seconds = time.perf_counter() - started
    return [
        Row.of("search page, HTTP, 1 reader, 1 writer, indexer", spread(times), "ms"),
        Row("offers written meanwhile", f"{written / seconds:.0f} per second, no error"),
    ]
