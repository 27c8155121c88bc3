"""The results page: milliseconds in the process and over HTTP, and its SQL queries."""

import http.client
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tools.bench.questions import Questions
from tools.bench.report import Row
from tools.bench.timing import milliseconds, spread, timed

READERS = 2
GOAL = "p50 ≤ 8 ms at 100,000, ≤ 15 ms at 1,000,000"


def in_process(asked: Questions) -> list[Row]:
    """The whole request without a network: first time in this process, and again (cards and counts are kept then)."""
    client = Client()
    get = _getter(client)
    get(f"{urlsplit(next(iter(asked.values()))[0]).path}?thema=kultur")  # templates, translations, vocabularies
    first = {kind: timed([get(url) for url in urls]) for kind, urls in asked.items()}
    again = {kind: timed([get(url) for url in urls]) for kind, urls in asked.items()}
    rows = []
    for label, times in (("first time", first), ("again", again)):
        rows.append(Row.of(f"search page, {label}", spread(list(chain(*times.values()))), "ms", GOAL))
    rows += [Row.of(f"search page, {kind}, again", spread(values), "ms") for kind, values in again.items()]
    return rows


def new_and_repeated(addresses: list[str]) -> dict[str, dict[str, float]]:
    """p50 and p95 of pages that nobody has asked for, in a process that has answered as many others, and of the same
    pages again. At most 300 each."""
    get, half = _getter(Client()), min(300, len(addresses) // 2)
    for address in addresses[:half]:
        get(address)()
    asked = addresses[half : 2 * half]
    return {label: spread(timed([get(each) for each in asked])) for label in ("new text", "repeated text")}


def _getter(client: Client) -> Callable[[str], Callable[[], None]]:
    def get(url: str) -> None:
        status = client.get(url).status_code
        if status != 200:
            raise RuntimeError(f"{url} answers {status}")

    return lambda url: lambda: get(url)


def queries(paths: dict[str, str]) -> list[Row]:
    """SQL queries of pages, counted on the second request of the process."""
    client, rows = Client(), []
    for name, path in paths.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        rows.append(Row(f"SQL queries, {name}", str(len(captured))))
    return rows


def over_http(url: str, asked: Questions) -> list[Row]:
    """Two readers at once against gunicorn with two workers, each question twice, in mixed order, a connection each."""
    mixed = [path for paths in asked.values() for path in paths] * 2
    random.Random(1).shuffle(mixed)  # noqa: S311
    host = urlsplit(url).netloc
    with ThreadPoolExecutor(READERS) as readers:
        times = list(readers.map(lambda path: milliseconds(lambda: fetch(host, path)), mixed))
    return [Row.of("search page, HTTP, 2 readers", spread(times), "ms")]


def fetch(host: str, path: str) -> bytes:
    """The body of a page, compressed as a phone gets it."""
    wire = http.client.HTTPConnection(host, timeout=60)
    try:
        wire.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = wire.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        return body
    finally:
        wire.close()
