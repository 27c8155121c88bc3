"""Reads the data files of the demo town."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Rows of `data/NAME.csv`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def municipalities() -> dict[str, dict[str, str]]:
    """Tenants by slug, in the order in which they are created."""
    return toml(DATA / "municipalities.toml")


def offers() -> Iterator[tuple[str, dict[str, Any]]]:
    """(code, facts) of every offer; a file's `[defaults]` fill what an offer leaves out."""
    for path in sorted((DATA / "offers").glob("*.toml")):
        entries = toml(path)
        defaults = entries.pop("defaults", {})
        for code, facts in entries.items():
            yield code, defaults | facts


def words() -> dict[str, dict[str, dict[str, Any]]]:
    """language → code → words, from `data/words/LANGUAGE/*.toml`."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted((DATA / "words").glob("*/*.toml")):
        found.setdefault(path.parent.name, {}).update(toml(path))
    return found


def yes_or_no(text: str) -> bool | None:
    """`ja`, `nein`, or empty for unknown."""
    return {"ja": True, "nein": False}.get(text)
