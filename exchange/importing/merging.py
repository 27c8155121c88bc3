"""The three-way rule of every import: what the source said last, what stands in the record now, what it says today.

A field changes only when the source changed it and nobody here did. When both did, ours stays and the difference is
reported, once: from then on the new value counts as what the source said last.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from exchange.mapping.targets import empty


@dataclass(frozen=True)
class FieldConflict:
    """A field that the source and somebody here changed to different values."""

    field: str
    present: Any
    new: Any


@dataclass
class Merged:
    """What to write, and what was left alone."""

    applied: dict[str, Any] = field(default_factory=dict)
    conflicts: list[FieldConflict] = field(default_factory=list)


def merge(last: dict[str, Any], present: dict[str, Any], new: dict[str, Any]) -> Merged:
    """Compare field by field; a field that was never imported counts as empty then."""
    merged = Merged()
    for name, value in new.items():
        before = last.get(name, empty(name))
        if same(value, before) or same(value, present[name]):
            continue
        if same(present[name], before):
            merged.applied[name] = value
        else:
            merged.conflicts.append(FieldConflict(name, present[name], value))
    return merged


def same(one: Any, other: Any) -> bool:
    """Equal but for line breaks as forms send them, outer space, and the order of lists."""
    return _plain(one) == _plain(other)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return sorted(value, key=lambda item: json.dumps(item, sort_keys=True)) if isinstance(value, list) else value
