import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from exchange.demo.load import load_demo


class Command(BaseCommand):
    """Loads the invented example town; running it again changes nothing, or moves the dates to another day."""

    help = "Load the invented example town Wendelbrück and its neighbour Ellerfurt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="the day that dates count from, default: today")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_demo(options["date"], tell=self.stderr.write)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict()))
            return
        added = ", ".join(f"{number} {kind}" for kind, number in report.added.items() if number) or "nothing new"
        counts = f"{report.offers_added} added, {report.offers_changed} changed, {report.offers_unchanged} unchanged"
        self.stdout.write(f"Example data for {report.day}: {added}. Offers: {counts}.")
