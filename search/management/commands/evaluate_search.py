import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.findable.documents import sources
from search.asking import ask, tenant_of
from search.relevance.questions import QuestionRun, mean_reciprocal_ranks, read_questions

RESULTS = 10


class Command(BaseCommand):
    help = (
        "Run judged queries (JSON Lines with query, text, lang) and write a run file for evaluate.py; with --kind,"
        " questions (id, language, question, pageId, answers or answerable) over records of that kind."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", metavar="QUERIES", type=Path)
        parser.add_argument("--out", required=True, metavar="RUN", type=Path)
        parser.add_argument("--source", required=True, help="name of the source whose ids the judgments use")
        parser.add_argument("--municipality", default="", metavar="SLUG")
        parser.add_argument("--kind", default="", help="kind of record that answers questions, such as page")
        parser.add_argument("--no-lang", action="store_true", help="do not use the language of the query as a hint")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = self._questions(options) if options["kind"] else self._queries(options)
        options["out"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines)} queries written to {options['out']}.")

    def _questions(self, options: dict[str, Any]) -> list[str]:
        """Lines of the run file; prints how high the right record stands."""
        tenant, kind = tenant_of(options["municipality"]), options["kind"]
        if kind not in sources():
            raise CommandError(f"There is no kind {kind}. There are: {', '.join(sources())}.")
        runs = []
        for question in read_questions(options["queries"]):
            language = "de" if options["no_lang"] else question.language
            found = ask(question.text, tenant, language, RESULTS, source=options["source"], kinds=(kind,)).found
            ids = tuple(card.source_keys for card in found.cards if card.source_keys)
            runs.append(QuestionRun(question, ids, found.total, found.uncertain))
        for language, (mean, number) in mean_reciprocal_ranks(runs).items():
            self.stdout.write(f"MRR@10 {language or 'all':>8} {mean:.3f} ({number} answerable questions)")
        return [run.line() for run in runs]

    def _queries(self, options: dict[str, Any]) -> list[str]:
        """Lines of the run file."""
        tenant = tenant_of(options["municipality"])
        queries = read_queries(options["queries"])
        lines = []
        for number, query in enumerate(queries, start=1):
            language = "de" if options["no_lang"] else query.get("lang") or "de"
            asked = ask(query["text"], tenant, language, RESULTS, source=options["source"])
            line = {
                "query": query["query"],
                "results": [str(row["source_id"]) for row in asked.rows()],
                "total": asked.found.total,
            }
            lines.append(json.dumps(line | ({"uncertain": True} if asked.found.uncertain else {}), ensure_ascii=False))
            if number % 200 == 0:
                sys.stderr.write(f"{number} of {len(queries)} queries ...\n")
        return lines


def read_queries(path: Path) -> list[dict[str, Any]]:
    """The queries of a JSON Lines file. Raises CommandError that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    queries = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            queries.append(row | {"query": str(row["query"]), "text": str(row["text"])})
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path}, line {number}: expected an object with query and text ({error}).") from error
    return queries
