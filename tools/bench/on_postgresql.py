"""Our results page beside a plain Wagtail's, both on PostgreSQL; prints rows as JSON."""

from pathlib import Path

import django

from tools.bench.child import answer
from tools.bench.prepare import prepare
from tools.bench.report import Part
from tools.bench.room import manage


def compare(folder: Path, size: int) -> Part:
    """Its own installation, because the offers lie in the other database."""
    prepared = prepare(folder, size, again=False)
    manage(folder, "reindex", "--words-only")
    django.setup()
    from directory.memory import memory
    from search.analysis import warm_up
    from tools.bench import comparison, search_page
    from tools.bench.questions import questions

    warm_up()
    asked = questions(list(next(iter(memory().tenants.values())).districts), "de")
    rows = [*search_page.in_process(asked)[:2], *comparison.beside_plain_wagtail(folder, asked["word"], size)]
    return Part(f"{size:,} offers, PostgreSQL", [*prepared, *rows])


if __name__ == "__main__":
    answer(lambda folder, size, _words: [compare(folder, size)])
