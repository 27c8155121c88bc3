import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.models import Municipality
from exchange.made.offers import DIFFERENT, make_offers
from exchange.made.removing import remove_offers
from exchange.progress import Progress


class Command(BaseCommand):
    """Invented offers for measuring; readers see the mark of their source on every one of them."""

    help = "Add N invented offers to measure with, or take all of them away again (--remove)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="N", type=int, nargs="?", help="how many offers to add")
        parser.add_argument("--municipality", default="", metavar="SLUG", help="default: the first one")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other facts")
        more = f"those above are copies of the ones before (default: {DIFFERENT:,})"
        parser.add_argument("--different", type=int, default=DIFFERENT, metavar="N", help=more)
        parser.add_argument("--remove", action="store_true", help="delete all invented offers of the municipality")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"] == (options["number"] is not None):
            raise CommandError("Give either a number of offers, or --remove.")
        if options["number"] is not None and options["number"] < 1:
            raise CommandError("The number of offers must be 1 or more.")
        if options["different"] < 1:
            raise CommandError("The number of different offers must be 1 or more.")
        municipality = self._municipality(options["municipality"])
        started, tell = time.monotonic(), Progress(self.stderr)
        if options["remove"]:
            number, verb = remove_offers(municipality, tell), "removed"
        else:
            number, verb = self._make(municipality, options, tell), "added"
        self.stdout.write(f"{number} invented offers {verb} in {time.monotonic() - started:.1f} s.")

    def _make(self, municipality: Municipality, options: dict[str, Any], tell: Progress) -> int:
        return make_offers(options["number"], municipality, options["seed"], tell, options["different"])

    def _municipality(self, slug: str) -> Municipality:
        rows = Municipality.objects.all()
        found = rows.filter(slug=slug).first() if slug else rows.first()
        if found is None:
            known = ", ".join(rows.values_list("slug", flat=True)) or "none yet (manage.py add_municipality)"
            raise CommandError(f"There is no municipality {slug}. There are: {known}.")
        return found
