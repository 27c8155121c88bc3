"""Database, demo town and invented offers of one size; prints rows as JSON."""

import time
from collections.abc import Callable
from pathlib import Path

from tools.bench.child import answer
from tools.bench.report import Part, Row
from tools.bench.room import manage


def prepare(folder: Path, size: int, again: bool) -> list[Row]:
    """`again`: load the demo a second time too."""
    for arguments in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["load_demo"]):
        manage(folder, *arguments)
    rows = [Row("load_demo, second run", f"{seconds(lambda: manage(folder, 'load_demo')):.1f} s")] if again else []
    making = seconds(lambda: manage(folder, "make_offers", str(size)))
    return [*rows, Row("make_offers", f"{making:.0f} s, {size / making:.0f} offers per second")]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    answer(lambda folder, size, words: [Part(f"{size:,} offers", prepare(folder, size, again="first" in words))])
