"""The table as text."""

from collections.abc import Iterator, Mapping

from search.relevance.figures import Figures, change, key_of
from search.relevance.groups import NEED, Table
from search.relevance.measures import MEASURES, Row

LABEL = 44
CELL = 10


def lines_of(run: str, table: Table, recorded: Figures, needs: Mapping[str, str], short: bool = False) -> Iterator[str]:
    """Lines of the table. `needs`: what each need is about; `short` leaves the single needs out. The last column says
    how far nDCG@10 is from the recorded figure."""
    head = "".join(f"{name:>{CELL}}" for name in ("queries", *MEASURES[:-1], "no offer", MEASURES[-1], "change"))
    yield f"\n== {run}"
    for grouping, rows in table.items():
        if grouping == NEED and short:
            continue
        yield f"\n{grouping:<{LABEL}}{head}"
        for label, row in _ordered(grouping, rows):
            about = f"{label} {needs[label]}" if grouping == NEED else label
            yield _line(about, row, change(row, recorded.get(key_of(run, grouping, label))))


def _ordered(grouping: str, rows: Mapping[str, Row]) -> list[tuple[str, Row]]:
    """Needs worst first, because the first ones are the next thing to do."""
    if grouping != NEED:
        return list(rows.items())
    return sorted(rows.items(), key=lambda item: (_quality(item[1]), item[0]))


def _quality(row: Row) -> float:
    value = row.means["nDCG@10"]
    return (row.means["honest"] or 0.0) if value is None else value


def _line(label: str, row: Row, changed: float | None) -> str:
    means = [_cell(row.means[name]) for name in MEASURES]
    counts = [f"{row.queries:>{CELL}}", f"{row.unanswerable:>{CELL}}"]
    shown = label if len(label) < LABEL else f"{label[: LABEL - 2]}…"
    return "".join([f"{shown:<{LABEL}}", counts[0], *means[:-1], counts[1], means[-1], _cell(changed, sign="+")])


def _cell(value: float | None, sign: str = "") -> str:
    return f"{'-' if value is None else format(value, f'{sign}.3f'):>{CELL}}"
