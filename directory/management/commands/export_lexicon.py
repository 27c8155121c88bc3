from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.lexicon.commands import UNUSABLE, add_arguments, chosen_municipality
from directory.lexicon.tables import table


class Command(BaseCommand):
    help = "Write labels and search words of one language to a table that a native speaker can check in a spreadsheet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser, "the table to write, or - for standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        text = table(options["language"], chosen_municipality(options["municipality"]))
        if options["file"] == "-":
            self.stdout.write(text, ending="")
            return
        try:
            # Spreadsheets recognise UTF-8 by its mark.
            Path(options["file"]).write_text(text, encoding="utf-8-sig")
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}", returncode=UNUSABLE) from error
        self.stderr.write(f"{len(text.splitlines()) - 1} rows in {options['file']}", style_func=str)
