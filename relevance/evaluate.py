#!/usr/bin/env python3
"""Score a run file of `manage.py evaluate_search` (or of any other program). Needs no Django and no database.

    relevance/evaluate.py RUN.jsonl [--set FOLDER]

Each line of RUN: {"query": "q00001", "results": ["C03", "C04"], "total": 2}, and "uncertain": true where the page says
that nothing fits. Exit status 2: a file is wrong.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from search.relevance.groups import table_of  # noqa: E402
from search.relevance.judged import JudgedSet, JudgedSetError, read_set, rows_of  # noqa: E402
from search.relevance.measures import Answer  # noqa: E402
from search.relevance.printing import lines_of  # noqa: E402


def read_run(path: Path, judged: JudgedSet) -> dict[str, Answer]:
    """Answers by query. Raises JudgedSetError when one is missing or wrong."""
    answers = {}
    for where, row in rows_of(path):
        try:
            answer = Answer(tuple(str(key) for key in row["results"]), not row["total"] or bool(row.get("uncertain")))
            answers[row["query"]] = answer
        except (KeyError, TypeError) as error:
            raise JudgedSetError(f"{where}: expected query, results and total ({error!r}).") from error
    missing = [query.key for query in judged.queries if query.key not in answers]
    if missing:
        raise JudgedSetError(f"{path}: {len(missing)} queries have no answer, the first is {missing[0]}.")
    return answers


def main() -> int:
    parser = argparse.ArgumentParser(description="Score a run file.")
    parser.add_argument("run", type=Path)
    parser.add_argument("--set", type=Path, default=HERE / "demo", help="folder with needs.jsonl and queries.jsonl")
    options = parser.parse_args()
    try:
        judged = read_set(options.set.name, options.set / "needs.jsonl", options.set / "queries.jsonl")
        table = table_of(judged, read_run(options.run, judged))
    except JudgedSetError as error:
        print(f"evaluate.py: {error}", file=sys.stderr)
        return 2
    needs = {need.key: need.description for need in judged.needs}
    sys.stdout.writelines(f"{line}\n" for line in lines_of(options.run.name, table, {}, needs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
