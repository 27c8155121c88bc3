import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexer import run
from search.writer_lock import AnotherWriterError


class Command(BaseCommand):
    help = "Be the one indexer: bring every change into the search index until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stop.set())
        try:
            run(stop)
        except AnotherWriterError as error:
            raise CommandError("Another indexer is running already. One is enough.") from error
