from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.meaning.encoders import get_encoder
from search.relevance.figures import Figures, falls, read_figures, record
from search.relevance.groups import table_of
from search.relevance.judged import JudgedSet
from search.relevance.printing import lines_of
from search.relevance.running import answers_of, engine_named
from search.relevance.sets import FIGURES, chosen_set
from search.relevance.variants import QUICK, Variant, variants


class Command(BaseCommand):
    help = "Measure the search on judged queries against the recorded figures; exit status 1 when it became worse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", nargs="+", default=["demo"], metavar="NAME|FOLDER|FILE", help="default: demo")
        parser.add_argument(
            "--name", default="", help="what the figures are recorded under, default: the folder's name"
        )
        parser.add_argument("--municipality", default="", metavar="SLUG")
        parser.add_argument("--source", default="", help="name of the source whose ids the judgments use")
        parser.add_argument("--engine", default="", help="tantivy or elasticsearch, default: that of the settings")
        parser.add_argument("--figures", type=Path, default=FIGURES)
        parser.add_argument("--quick", action="store_true", help="only with the language as a hint and without encoder")
        parser.add_argument("--record", action="store_true", help="write the figures instead of comparing")

    def handle(self, *args: Any, **options: Any) -> None:
        judged = chosen_set(options["set"], options["name"], options["municipality"], options["source"])
        chosen = [QUICK] if options["quick"] else variants(encoder=get_encoder() is not None)
        recorded = read_figures(options["figures"])
        worse: list[str] = []
        with engine_named(options["engine"]):
            for number, variant in enumerate(chosen):
                worse += self._run(judged, variant, recorded, options, short=number > 0)
        if options["record"]:
            self.stdout.write(f"\nRecorded in {options['figures']}.")
        elif worse:
            raise CommandError("\n".join(["The search became worse.", *worse]))

    def _run(
        self, judged: JudgedSet, variant: Variant, recorded: Figures, options: dict[str, Any], short: bool
    ) -> list[str]:
        """Print one table, record it if asked for; sentences about what fell."""
        run = f"{judged.name}, {settings.STADTLOTSE_SEARCH_ENGINE}, {variant.name}"
        table = table_of(judged, answers_of(judged, variant.language_hint, self.stderr.write, variant.weights))
        needs = {need.key: need.description for need in judged.needs}
        for line in lines_of(run, table, recorded, needs, short):
            self.stdout.write(line)
        if options["record"]:
            record(options["figures"], run, table)
        return falls(run, table, recorded)
