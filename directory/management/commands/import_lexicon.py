import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.lexicon.commands import NOTHING_USABLE, UNUSABLE, add_arguments, chosen_municipality
from directory.lexicon.tables import TableReport, UnreadableTable, import_table

ROWS_BETWEEN_LINES = 200


class Command(BaseCommand):
    help = "Bring in a table of export_lexicon that somebody checked. No upgrade overwrites what came in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser, "the table, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = chosen_municipality(options["municipality"])
        try:
            content = self._read(options["file"])
            report = import_table(content, options["language"], municipality, options["dry_run"], self._progress)
        except UnreadableTable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}", returncode=UNUSABLE) from error
        self.stdout.write(
            json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else as_text(report, options["dry_run"])
        )
        if len(report.rejected) == report.rows:
            raise CommandError("Nothing was imported: the table has no usable row.", returncode=NOTHING_USABLE)

    def _read(self, name: str) -> bytes:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()

    def _progress(self, done: int, total: int) -> None:
        if done % ROWS_BETWEEN_LINES == 0:
            self.stderr.write(f"{done} of {total} rows", style_func=str)


def as_text(report: TableReport, dry_run: bool) -> str:
    lines = [
        "Nothing was written (dry run). It would be:" if dry_run else "Imported:",
        f"{report.rows} rows, {report.labels} labels changed, "
        f"{report.words_added} words added, {report.words_removed} words taken off",
        *(f"Left out, line {row.line}, {row.key or 'without key'}: {row.reason}" for row in report.rejected),
    ]
    return "\n".join(lines)
