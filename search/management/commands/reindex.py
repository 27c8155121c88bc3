import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexer import ask_for_rebuild, drain_outbox, rebuild, wait_for
from search.meaning import filling
from search.writer_lock import AnotherWriterError, writer_lock


class Command(BaseCommand):
    help = "Build the search index anew from the database while searching goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--words-only", action="store_true", help="leave the encoder's vectors to the indexer")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            with writer_lock():
                number = rebuild(lambda done: self.stderr.write(f"{done} documents ..."))
                drain_outbox()
                self.stdout.write(f"{number} documents in {time.monotonic() - started:.1f} s.")
                if not options["words_only"]:
                    self._fill()
        except AnotherWriterError:
            self.stderr.write("The running indexer builds the index ...")
            if not wait_for(ask_for_rebuild(), tick=lambda: None):
                raise CommandError("The indexer has not answered for an hour. Please look at its log.") from None
            self.stdout.write(f"Index built by the indexer in {time.monotonic() - started:.1f} s.")

    def _fill(self) -> None:
        """Vectors of texts that have none."""
        started = time.monotonic()
        done, _waiting = filling.fill_all(
            lambda done, waiting: self.stderr.write(f"{done} vectors, {waiting} to do ...")
        )
        if done:
            self.stdout.write(f"{done} vectors in {time.monotonic() - started:.1f} s.")
