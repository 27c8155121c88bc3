"""A profile tells how one source is read: which field becomes which, what its words mean in our vocabularies, which
records are twins. Everything about a source that is not the program's business stands in its profile, one TOML file
(docs/importing.md); `profile_files.py` reads it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Values = dict[str, Any]


@dataclass(frozen=True)
class FieldPath:
    """Where a value stands in a record; `pattern` takes a part of a text (its first group)."""

    path: str
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Condition:
    """What follows when a field of the record is a value, or contains a text."""

    path: str
    test: str
    expected: Any
    values: Values


@dataclass(frozen=True)
class Twin:
    """Records whose key ends like this hold the words of the record without it, in another language."""

    suffix: str
    language: str


@dataclass(frozen=True)
class Profile:
    """One source, ready to use."""

    name: str
    source: dict[str, str]
    format: str
    records: str
    key: str
    language: str
    language_path: str
    ignored: frozenset[str]
    twins: tuple[Twin, ...]
    fields: Mapping[str, FieldPath]
    fixed: Values
    values: Mapping[str, Mapping[str, Values]]
    conditions: tuple[Condition, ...]

    @property
    def targets(self) -> list[str]:
        """Every field of ours that this profile can fill, without the words of twins."""
        tables: Iterable[Values] = (
            self.fixed,
            *(entry for table in self.values.values() for entry in table.values()),
            *(condition.values for condition in self.conditions),
        )
        return list(dict.fromkeys([*self.fields, *(target for table in tables for target in table)]))

    @property
    def columns(self) -> frozenset[str]:
        """First part of every path that the profile reads or leaves out on purpose."""
        paths = [self.key, self.language_path, *self.ignored, *self.values]
        paths += [rule.path for rule in self.fields.values()] + [condition.path for condition in self.conditions]
        return frozenset(paths) | frozenset(path.partition(".")[0] for path in paths)
