"""Reading records: one reader per file format. A reader yields plain values with their position in the file; what they
mean is the profile's business (`mapping.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange.files import UnreadableInput, decode, load_json


@dataclass(frozen=True)
class Record:
    """One record as the file gives it. `position` counts from 1; `values` may be anything when the file is odd."""

    position: int
    values: Any


@dataclass(frozen=True)
class RecordFile:
    """The records of a file, and what has to be told about reading it."""

    records: list[Record]
    warning: str = ""


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


def read_json(content: bytes, records: str) -> RecordFile:
    """Records of a JSON list; `records` is the path of the list when it lies inside an object."""
    decoded = decode(content)
    data = load_json(decoded.text)
    found = value_at(data, records) if records else data
    if not isinstance(found, list):
        where = f"at {records}" if records else "at the top"
        raise UnreadableInput(
            f"The JSON holds no list of records {where}. Check the file, or set file.records in the profile."
        )
    return RecordFile([Record(position, values) for position, values in enumerate(found, start=1)], decoded.warning)


READERS: dict[str, Callable[[bytes, str], RecordFile]] = {"json": read_json}
