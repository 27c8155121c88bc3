"""All measurements with one number of offers, in one temporary installation; prints rows as JSON."""

import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

from tools.bench.report import Part, Row
from tools.bench.room import environment, manage, running, server

COMPARED_SIZE = 10_000


def prepare(folder: Path, size: int) -> list[Row]:
    """Database, demo town, invented offers, index."""
    for arguments in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["load_demo"]):
        manage(folder, *arguments)
    again = _seconds(lambda: manage(folder, "load_demo"))
    making = _seconds(lambda: manage(folder, "make_offers", str(size)))
    manage(folder, "reindex", "--words-only")  # drains the outbox too
    building = _seconds(lambda: manage(folder, "reindex", "--words-only"))
    return [
        Row("load_demo, second run", f"{again:.1f} s"),
        Row("make_offers", f"{making:.0f} s, {size / making:.0f} offers per second"),
        Row("full rebuild of the index", f"{building:.0f} s, {size / building:.0f} documents per second"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(folder: Path, size: int, first: bool) -> list[Part]:
    """Parts of the table; pages and phone only with the first size."""
    prepared = prepare(folder, size)
    django.setup()
    from directory.memory import memory
    from directory.models import PublicDocument
    from search.analysis import warm_up
    from tools.bench import comparison, importing, memory_use, page_sizes, search_page, slow_phone, writing
    from tools.bench.questions import questions

    warm_up()
    tenant = next(iter(memory().tenants.values()))
    asked = questions(list(tenant.districts), "de")
    offer = PublicDocument.objects.filter(slug__startswith="erfunden-").values_list("slug", flat=True)[0]
    district = next(slug for slug in tenant.districts)
    title = f"{size:,} offers"
    rows = [*search_page.in_process(asked), *writing.public_side(), *prepared]
    parts = [Part(title, rows)]
    with server(folder) as (url, master, seconds):
        host = url.removeprefix("http://")
        rows += search_page.over_http(url, asked)
        if first:
            parts.append(
                Part("a server", [Row("start of gunicorn", f"{seconds:.1f} s"), *memory_use.memory_of_server(master)])
            )
            paths = page_sizes.reader_paths("de", offer, district)
            parts.append(Part("a page", search_page.queries(paths)))
            parts.append(Part("a page", page_sizes.sizes(url, tenant.languages, offer, district)))
            parts.append(Part("a slow phone", slow_phone.readable(url, tenant.languages)))
        with running([sys.executable, "manage.py", "indexer"], environment(folder)):
            rows += writing.readers_while_writing(host, asked)
            rows.append(writing.publish_to_findable(tenant))
    if size == COMPARED_SIZE:
        parts.append(Part(title, comparison.beside_plain_wagtail(folder, asked["word"])))
    rows += importing.imports(folder, tenant.slug)
    return parts


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # so that server and indexer end too
    parts = measure(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "first")
    sys.stdout.write(json.dumps([{"title": p.title, "rows": [row.as_dict() for row in p.rows]} for p in parts]))
