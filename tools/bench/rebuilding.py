"""A rebuild of the index from nothing, and one that takes over what the one before found; words only."""

from pathlib import Path

from tools.bench.prepare import seconds
from tools.bench.report import Row
from tools.bench.room import manage

KEPT = Path("index") / "analysed.sqlite"
GOALS = ("≤ 180 s at 100,000", "≤ 30 s at 100,000")


def rebuilds(folder: Path, size: int) -> list[Row]:
    """Seconds of the command, its start included. The first one empties the outbox too."""
    (folder / KEPT).unlink(missing_ok=True)
    rows = []
    for label, goal in zip(("from nothing", "analysis taken over"), GOALS, strict=True):
        building = seconds(lambda: manage(folder, "reindex", "--words-only"))
        value = f"{building:.0f} s, {size / building:.0f} documents per second"
        rows.append(Row(f"full rebuild of the index, {label}", value, goal))
    return [*rows, Row("what a rebuild keeps for the next one", f"{(folder / KEPT).stat().st_size / 2**20:.0f} MB")]
