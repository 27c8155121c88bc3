import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.asking import ask, tenant_of

RESULTS = 10


class Command(BaseCommand):
    help = "Run judged queries (JSON Lines with query, text, lang) and write a run file for evaluate.py."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", metavar="QUERIES", type=Path)
        parser.add_argument("--out", required=True, metavar="RUN", type=Path)
        parser.add_argument("--source", required=True, help="name of the source whose ids the judgments use")
        parser.add_argument("--municipality", default="", metavar="SLUG")
        parser.add_argument("--no-lang", action="store_true", help="do not use the language of the query as a hint")

    def handle(self, *args: Any, **options: Any) -> None:
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
        options["out"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines)} queries written to {options['out']}.")


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
