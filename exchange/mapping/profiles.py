"""A profile tells how one source is read: which field becomes which, what its words mean in our vocabularies, which
records are twins. Everything about a source that is not the program's business stands in its profile, one TOML file
(docs/importing.md); `profile_files.py` reads it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exchange.formats.record_files import FileOptions

Values = dict[str, Any]
OFFERS, PLACES = "offers", "places"
# Not a field: says that all columns which the profile does not mention are left out on purpose.
ALL_OTHERS = "*"


@dataclass(frozen=True)
class FieldRule:
    """How a value of ours is made of one or several fields of theirs; `combine` is path, join, first or span."""

    paths: tuple[str, ...]
    combine: str = "path"
    separator: str = " "
    pattern: re.Pattern[str] | None = None
    prefix: str = ""
    nothing: frozenset[str] = frozenset()
    reading: str = ""
    form: str = ""
    days: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What follows when a field of the record passes a test."""

    path: str
    test: str
    expected: Any
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Skip:
    """Records that are left out on purpose, unless a command-line option asks for them."""

    condition: Condition
    reason: str
    but_not: Condition | None = None
    unless: str = ""


@dataclass(frozen=True)
class Key:
    """What identifies a record for ever: fields, joined, or a digest of them."""

    paths: tuple[str, ...]
    digest: bool = False

    def __str__(self) -> str:
        return ", ".join(self.paths)


@dataclass(frozen=True)
class Twin:
    """Records whose key ends like this hold the words of the record without it, in another language."""

    suffix: str
    language: str


@dataclass(frozen=True)
class Runs:
    """How runs of a course are read: one from the record itself, or one from each entry of a list inside it."""

    list_path: str
    fields: Mapping[str, FieldRule]


@dataclass(frozen=True)
class Profile:
    """One source, ready to use."""

    name: str
    source: dict[str, str]
    fills: str
    format: str
    options: FileOptions
    key: Key
    language: str
    language_path: str
    ignored: frozenset[str]
    split: Mapping[str, str]
    twins: tuple[Twin, ...]
    fields: Mapping[str, FieldRule]
    fixed: Values
    values: Mapping[str, Mapping[str, Values]]
    conditions: tuple[Condition, ...]
    skips: tuple[Skip, ...]
    runs: tuple[Runs, ...]
    person: str
    public_contacts: bool

    @property
    def targets(self) -> list[str]:
        """Every field of ours that this profile can fill, without the words of twins."""
        tables: Iterable[Values] = (
            self.fixed,
            *(entry for table in self.values.values() for entry in table.values()),
            *(condition.values for condition in self.conditions),
        )
        own = [name for target in self.fields for name in (PRICE_TARGETS if target == PRICE else (target,))]
        found = [*own, *(target for table in tables for target in table), *(["runs"] if self.runs else [])]
        return list(dict.fromkeys(found))

    @property
    def columns(self) -> frozenset[str]:
        """First part of every path that the profile reads or leaves out on purpose."""
        tests = [*self.conditions, *(skip.condition for skip in self.skips)]
        tests += [skip.but_not for skip in self.skips if skip.but_not]
        rules = [*self.fields.values(), *(rule for runs in self.runs for rule in runs.fields.values())]
        paths = [*self.key.paths, self.language_path, self.person, *self.ignored, *self.values, *self.split]
        paths += [path for rule in rules for path in rule.paths]
        paths += [test.path for test in tests] + [runs.list_path for runs in self.runs]
        return frozenset(paths) | frozenset(path.partition(".")[0] for path in paths)


# One field of a profile that fills several of ours: a price in words.
PRICE = "price"
PRICE_TARGETS = ("cost_note", "costs", "amount", "amount_unit")
