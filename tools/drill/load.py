"""Readers who open result pages all the time."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

QUERIES = ("Deutschkurs", "Schwimmen", "Beratung Jobcenter", "Kita", "طبيب", "praca", "", "Frauen Samstag", "Wohnung")
SECONDS = 30


@dataclass
class Readers:
    """What they got: seconds of each page, and what went wrong."""

    base: str
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def reading(self, number: int) -> Iterator[None]:
        """So many of them at once."""
        threads = [threading.Thread(target=self._read, args=[start]) for start in range(number)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _read(self, turn: int) -> None:
        while not self._stop.is_set():
            turn += 1
            url = f"{self.base}/de/angebote/?q={quote(QUERIES[turn % len(QUERIES)])}&seite={1 + turn % 2}"
            started = time.monotonic()
            try:
                with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - loopback
                    answer.read()
                    if answer.status != 200:
                        self.failures.append(f"{answer.status} {url}")
            except (urllib.error.URLError, OSError) as error:
                self.failures.append(f"{error} {url}")
            self.seconds.append(time.monotonic() - started)
