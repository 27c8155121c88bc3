"""Recorded figures: one line for each row of the table, so that a change of the search shows its price in the diff."""

import json
from collections.abc import Mapping
from pathlib import Path

from search.relevance.groups import LANGUAGE, OVERALL, Table
from search.relevance.measures import Row

GATED = "nDCG@10"
FALL = 0.02
DIGITS = 4
ENOUGH = 40
"""Languages with fewer queries that can be answered show a direction, not a rate."""
Figures = dict[str, dict[str, float | None]]


def key_of(run: str, grouping: str, label: str) -> str:
    return f"{run} | {grouping} | {label}"


def figures_of(run: str, table: Table) -> Figures:
    """The table as it is recorded under the name of its run ("demo, tantivy, language as hint, words only")."""
    return {
        key_of(run, grouping, label): {"queries": row.queries, "unanswerable": row.unanswerable}
        | {name: None if mean is None else round(mean, DIGITS) for name, mean in row.means.items()}
        for grouping, rows in table.items()
        for label, row in rows.items()
    }


def read_figures(path: Path) -> Figures:
    """Recorded figures; none when nothing was recorded yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def record(path: Path, run: str, table: Table) -> None:
    """Replace the figures of one run, keep those of the others."""
    others = {key: row for key, row in read_figures(path).items() if not key.startswith(f"{run} | ")}
    figures = others | figures_of(run, table)
    lines = [f"{json.dumps(key)}: {json.dumps(figures[key])}" for key in sorted(figures)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def falls(run: str, table: Table, recorded: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """Sentences about what fell by more than allowed: overall, or a language with enough queries."""
    watched = [(OVERALL, label, row) for label, row in table[OVERALL].items()]
    watched += [(LANGUAGE, label, row) for label, row in table[LANGUAGE].items() if row.queries >= ENOUGH]
    found = []
    for grouping, label, row in watched:
        before, now = recorded.get(key_of(run, grouping, label), {}).get(GATED), row.means[GATED]
        if before is not None and now is not None and round(before - now, DIGITS) > FALL:
            found.append(f"{run}: {GATED} of {label} fell from {before:.3f} to {now:.3f}.")
    return found


def change(row: Row, before: Mapping[str, float | None] | None) -> float | None:
    """How much better than recorded; None where there is nothing to compare with."""
    old, now = (before or {}).get(GATED), row.means[GATED]
    return None if old is None or now is None else now - old
