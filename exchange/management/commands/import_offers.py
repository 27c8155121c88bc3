import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.models import Municipality
from exchange.formats.files import UnreadableInput, read_bytes
from exchange.importing.offers import import_offers
from exchange.importing.report import Report
from exchange.importing.report_text import as_text
from exchange.mapping.profile_files import ProfileError, load_profile
from exchange.progress import Progress

NOTHING_USABLE = 1
UNREADABLE = 2
WITH_PRACTICES = "with-practices"


def municipality_of(slug: str) -> Municipality:
    """The municipality of a slug. Raises CommandError that names the possible ones."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(
            f"There is no municipality {slug}. There are: {known}. Create it: manage.py add_municipality {slug}",
            returncode=UNREADABLE,
        )
    return found


class Command(BaseCommand):
    help = "Import offers from a file, or bring earlier imported offers up to date. Nothing is ever deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument(
            "--profile", required=True, metavar="NAME", help="a shipped profile, or a path to a .toml file"
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and write nothing")
        parser.add_argument(
            "--accept-removals", action="store_true", help="go on although more than 10 %% of the offers are gone"
        )
        parser.add_argument(
            f"--{WITH_PRACTICES}", action="store_true", help="take practices too, which often bear a person's name"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_of(options["municipality"])
        try:
            profile = load_profile(options["profile"])
            content = read_bytes(options["file"])
            report = import_offers(
                content,
                municipality,
                profile,
                options["dry_run"],
                Progress(self.stderr),
                options["accept_removals"],
                {WITH_PRACTICES} if options["with_practices"] else (),
            )
        except (ProfileError, UnreadableInput) as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else as_text(report))
        if report.stopped:
            raise CommandError(report.stopped, returncode=UNREADABLE)
        self._refuse_useless(report)

    def _refuse_useless(self, report: Report) -> None:
        if not report.counts["offers"]:
            why = "every record was rejected" if report.rejected else "the file has no records"
            raise CommandError(
                f"Nothing was imported: {why}. Check the file and the profile.", returncode=NOTHING_USABLE
            )
