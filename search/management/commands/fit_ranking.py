from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.ranking import WEIGHTS, Weights
from search.relevance.fitting import Answers, fit
from search.relevance.groups import table_of
from search.relevance.judged import JudgedSet
from search.relevance.printing import lines_of
from search.relevance.running import answers_of, engine_named
from search.relevance.sets import chosen_set
from search.relevance.weight_numbers import proposal, source_of_weights


def run_with(judged: JudgedSet, weights: Weights) -> Answers:
    return answers_of(judged, True, lambda _text: None, weights)


class Command(BaseCommand):
    help = "Fit the weights of search/ranking.py on the odd needs of judged sets; proposes a diff, changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--needs", nargs="+", required=True, metavar="FILE")
        for name in ("queries", "municipality", "source"):
            parser.add_argument(f"--{name}", nargs="+", required=True, help="one for each file of needs")
        parser.add_argument("--rounds", type=int, default=3, help="how often each number is tried, default: 3")
        parser.add_argument("--engine", default="", help="tantivy or elasticsearch, default: that of the settings")
        parser.add_argument("--out", type=Path, metavar="DIFF", help="write the diff here as well")

    def handle(self, *args: Any, **options: Any) -> None:
        lists = [options[name] for name in ("needs", "queries", "municipality", "source")]
        if len({len(one) for one in lists}) != 1:
            raise CommandError("--needs, --queries, --municipality and --source need the same number of values.")
        sets = [
            chosen_set([needs, queries], municipality=municipality, source=source)
            for needs, queries, municipality, source in zip(*lists, strict=True)
        ]
        with engine_named(options["engine"]):
            odd = [judged.odd_only() for judged in sets]
            fitted, _quality = fit(odd, WEIGHTS, run_with, options["rounds"], self.stderr.write)
            for judged in sets:
                self._compare(judged, fitted)
        diff = proposal(source_of_weights(), fitted)
        self.stdout.write(diff or "The weights stay as they are.")
        if options["out"]:
            options["out"].write_text(diff, encoding="utf-8")

    def _compare(self, judged: JudgedSet, fitted: Weights) -> None:
        for title, weights in (("old weights", WEIGHTS), ("new weights", fitted)):
            table = table_of(judged, run_with(judged, weights))
            for line in lines_of(f"{judged.name}, {title}", table, {}, {}, short=True):
                self.stdout.write(line)
