"""One table of results, as Markdown."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the value with its unit, and what it should be."""

    what: str
    value: str
    goal: str = ""

    @classmethod
    def of(cls, what: str, spread: dict[str, float], unit: str, goal: str = "") -> "Row":
        """p50 and p95 of some times."""
        return cls(what, f"{spread['p50']:.1f} / {spread['p95']:.1f} {unit}", goal)

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Part:
    """Rows of one set-up."""

    title: str
    rows: Sequence[Row]


def as_json(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"title": part.title, "rows": [row.as_dict() for row in part.rows]} for part in parts]


def from_json(found: list[dict[str, Any]]) -> list[Part]:
    return [Part(part["title"], [Row(**row) for row in part["rows"]]) for part in found]


def machine() -> str:
    """What the figures depend on, without names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} processor cores ({_processor()}), {memory:.0f} GB memory, {platform.system()}"
        f" {platform.machine()}, Python {platform.python_version()}, SQLite;"
        f" load at the start {load:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def write(path: Path, parts: Sequence[Part], facts: str, command: str) -> None:
    """Replace the file by a new table."""
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {date.today().isoformat()}: {facts}.",
        f"Repeat with `{command}`. Two figures are p50 / p95. A busy machine makes times longer; ratios hold.",
        "",
        "| with | what | measured | goal |",
        "| --- | --- | --- | --- |",
        *(f"| {part.title} | {row.what} | {row.value} | {row.goal} |" for part in parts for row in part.rows),
        "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
