import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.models import Municipality
from exchange.formats.files import STANDARD_INPUT, UnreadableInput, read_bytes
from exchange.importing.report_text import as_text
from exchange.management.commands.import_offers import NOTHING_USABLE, UNREADABLE, municipality_of
from exchange.mapping.profile_rules import ProfileError
from exchange.pages.importing import import_pages
from exchange.pages.profiles import load_page_profile
from exchange.pages.report import PageReport
from exchange.progress import Progress


class Command(BaseCommand):
    help = "Import a region's pages, one or several languages, or bring imported ones up to date. Deletes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="exports (JSON), or - for standard input")
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument(
            "--profile", required=True, metavar="NAME", help="a shipped page profile, or a path to a .toml file"
        )
        parser.add_argument("--source", default="", metavar="NAME", help="name of the source (default: the profile's)")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and write nothing")
        parser.add_argument(
            "--accept-removals", action="store_true", help="go on although more than 10 %% of the pages are gone"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality: Municipality = municipality_of(options["municipality"])
        if options["files"].count(STANDARD_INPUT) > 1:
            raise CommandError("Standard input (-) can be read only once.", returncode=UNREADABLE)
        try:
            profile = load_page_profile(options["profile"], options["source"])
            contents = [read_bytes(path) for path in options["files"]]
            report = import_pages(
                contents, municipality, profile, options["dry_run"], Progress(self.stderr), options["accept_removals"]
            )
        except (ProfileError, UnreadableInput) as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else as_text(report))
        if report.stopped:
            raise CommandError(report.stopped, returncode=UNREADABLE)
        self._refuse_useless(report)

    def _refuse_useless(self, report: PageReport) -> None:
        if not report.counts["pages"]:
            why = "the files have no records"
            if report.rejected or report.skipped:
                why = "every record was rejected, or is in a language that nobody here reads"
            raise CommandError(
                f"Nothing was imported: {why}. Check the files and the profile.", returncode=NOTHING_USABLE
            )
