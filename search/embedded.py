"""Under a bare `runserver` the server's own process indexes, if it wins the writer's lock."""

import os
import sys
import threading

from search.indexer import run
from search.writer_lock import AnotherWriterError


def start_under_runserver() -> None:
    """Start the indexer as a thread in the process of `runserver` that serves requests, and nowhere else."""
    serves = os.environ.get("RUN_MAIN") == "true" or "--noreload" in sys.argv
    if "runserver" in sys.argv[:2] and serves:
        threading.Thread(target=_run, daemon=True, name="indexer").start()


def _run() -> None:
    try:
        run(threading.Event())
    except AnotherWriterError:
        return  # an indexer runs elsewhere
