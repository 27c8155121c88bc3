"""Which judged set a command means: one that is shipped, by name, or files of one's own."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from search.relevance.judged import JudgedSet, JudgedSetError, read_set

FOLDER: Path = settings.ROOT / "relevance"
FIGURES = FOLDER / "figures.json"
# Sets of relevance/: municipality, and the source whose ids the judgments use.
SHIPPED = {"demo": ("wendelbrueck", "demo")}
NEEDS, QUERIES = "needs.jsonl", "queries.jsonl"


def chosen_set(where: list[str], name: str = "", municipality: str = "", source: str = "") -> JudgedSet:
    """The set of a name in `SHIPPED`, of a folder, or of the two files needs and queries. Raises CommandError."""
    if len(where) == 1 and where[0] in SHIPPED:
        name = name or where[0]
        home, origin = SHIPPED[where[0]]
        municipality, source = municipality or home, source or origin
        where = [str(FOLDER / where[0])]
    files = [Path(one) for one in where]
    if len(files) == 1:
        files = [files[0] / NEEDS, files[0] / QUERIES]
    if len(files) != 2:
        raise CommandError("--set takes a name, a folder, or the two files needs and queries.")
    if not source:
        raise CommandError("Please name the source whose ids the judgments use, with --source.")
    try:
        return read_set(name or files[0].resolve().parent.name, files[0], files[1], municipality, source)
    except JudgedSetError as error:
        raise CommandError(str(error)) from error
