import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexer import AnotherWriterError, ask_for_rebuild, drain_outbox, rebuild, wait_for, writer_lock


class Command(BaseCommand):
    help = "Build the search index anew from the database while searching goes on."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            with writer_lock():
                number = rebuild(lambda done: self.stderr.write(f"{done} documents ..."))
                drain_outbox()
        except AnotherWriterError:
            self.stderr.write("The running indexer builds the index ...")
            if not wait_for(ask_for_rebuild(), tick=lambda: None):
                raise CommandError("The indexer has not answered for an hour. Please look at its log.") from None
            self.stdout.write(f"Index built by the indexer in {time.monotonic() - started:.1f} s.")
            return
        self.stdout.write(f"{number} documents in {time.monotonic() - started:.1f} s.")
