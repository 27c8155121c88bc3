"""Records of a file as plain values, whatever format it had."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Record:
    """One record as the file gives it. `position` counts from 1, `line` is the row of a table (None elsewhere);
    `values` may be anything when the file is odd; `problem` says why the record cannot be used."""

    position: int
    values: Any
    line: int | None = None
    problem: str = ""


@dataclass(frozen=True)
class RecordFile:
    """The records of a file, and what has to be told about reading it."""

    records: list[Record]
    warning: str = ""


@dataclass(frozen=True)
class FileOptions:
    """What a profile says about the form of its files; empty values mean that the program finds out."""

    records: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    header: int = 0


def value_at(values: Any, path: str) -> Any:
    """The value of a dotted path (`geometry.coordinates.0`); None when there is none. A field whose own name holds
    dots is found first."""
    if isinstance(values, dict) and path in values:
        return values[path]
    for part in path.split("."):
        if isinstance(values, dict):
            values = values.get(part)
        elif isinstance(values, list) and part.isdigit() and int(part) < len(values):
            values = values[int(part)]
        else:
            return None
    return values
