"""Tell what is wrong in directory/data/lexicon, one group after the other; `--all` shows every line.

What only looks wrong gets a line with its reason in directory/data/lexicon/notes.csv.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
LINES = 8


def problems() -> "Iterator[Problem]":
    """All of them, the cheap checks first."""
    lexicon, notes = read_files(), read_notes()
    yield from row_problems(FOLDER)
    yield from concept_problems(FOLDER, lexicon)
    yield from shared_words(lexicon, notes)
    yield from stem_problems(lexicon, notes)
    for language in settings.SEARCH_LANGUAGES:
        yield from beginning_problems(lexicon, notes, language)


def tell(found: "list[Problem]", everything: bool) -> None:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in found:
        groups[problem.group, problem.language].append(problem.text)
    for (group, language), lines in groups.items():
        print(f"{group} {language}: {len(lines)}")
        shown = lines if everything else lines[:LINES]
        print("".join(f"    {line}\n" for line in shown), end="")
        if len(shown) < len(lines):
            print(f"    and {len(lines) - len(shown)} more")


if __name__ == "__main__":
    import django

    django.setup()

from django.conf import settings  # noqa: E402

from directory.lexicon.files import FOLDER, read_files  # noqa: E402
from tools.lexicon.common import beginning_problems, stem_problems  # noqa: E402
from tools.lexicon.files import concept_problems, row_problems  # noqa: E402
from tools.lexicon.problems import Problem, read_notes  # noqa: E402
from tools.lexicon.shared import shared_words  # noqa: E402

if __name__ == "__main__":
    found = list(problems())
    tell(found, "--all" in sys.argv)
    if found:
        sys.exit(f"{len(found)} problems in the lexicon")
