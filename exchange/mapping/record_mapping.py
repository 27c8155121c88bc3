"""Record → values of ours, by the rules of a profile. What the profile does not know is counted, never refused: only a
record without a key or a title is of no use."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from exchange.formats.record_files import Record, value_at
from exchange.importing.course_runs import map_runs
from exchange.mapping.conditions import holds, skips
from exchange.mapping.profiles import ALL_OTHERS, PLACES, PRICE, FieldRule, Profile, Values
from exchange.mapping.targets import RUNS, convert, empty, is_list
from exchange.values.cleaning import clean_values
from exchange.values.prices import read_price
from exchange.values.readings import rule_value

MAX_KEY = 200
KEY_GLUE = " / "


@dataclass(frozen=True)
class Unmapped:
    """A value that found no place, and why; `key` is the record's."""

    key: str
    field: str
    value: str
    reason: str


@dataclass
class Mapped:
    """One record in our words: `values` has every field that the profile can fill. `private_contact`: the phone
    number or e-mail address is that of a person."""

    key: str
    position: int
    language: str
    values: Values
    unmapped: list[Unmapped] = field(default_factory=list)
    line: int | None = None
    private_contact: bool = False

    def note(self, name: str, value: Any, reason: str) -> None:
        self.unmapped.append(Unmapped(self.key, name, str(value)[:200], reason))


class Rejected(Exception):
    """A record cannot be used; the message is the reason."""

    def __init__(self, reason: str, record: Record | Mapped, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.position, self.line, self.key = reason, record.position, record.line, key


class Skipped(Exception):
    """A record is left out on purpose; the message is the profile's reason."""


def map_record(profile: Profile, record: Record, counts: Counter[str], allowed: Collection[str] = ()) -> Mapped:
    """Values of one record; `counts` gathers what had to be cleaned. Raises Rejected, and Skipped unless `allowed`
    holds the option that asks for such records."""
    if not isinstance(record.values, dict):
        raise Rejected("it is not an object with fields", record)
    raw = _split(clean_values(record.values, counts), profile)
    if record.problem:
        raise Rejected(record.problem, record, _key_text(profile, raw))
    for skip in profile.skips:
        if skip.unless not in allowed and skips(skip, raw):
            raise Skipped(skip.reason)
    mapped = Mapped(_key(profile, raw, record), record.position, "", {}, line=record.line)
    mapped.language = _language(profile, raw, record, mapped.key)
    mapped.values = {target: empty(target) for target in profile.targets}
    for path, value, values in _all_values(profile, raw, mapped):
        for target, content in values.items():
            _take(mapped, target, content, path, value, counts)
    if profile.runs:
        mapped.values[RUNS] = map_runs(profile.runs, raw, mapped.note)
    _check(profile, record, mapped)
    mapped.private_contact = not profile.public_contacts or bool(value_at(raw, profile.person))
    if ALL_OTHERS not in profile.ignored:
        for column in raw.keys() - profile.columns:
            if not column.startswith("@"):
                mapped.note(column, "", "the profile does not mention this field")
    return mapped


def _check(profile: Profile, record: Record, mapped: Mapped) -> None:
    title = "place.name" if profile.fills == PLACES else "title"
    if not mapped.values.get(title):
        raise Rejected(f"it has no {'name' if profile.fills == PLACES else 'title'}", record, mapped.key)
    if "organization" in profile.fields and mapped.values.get("organization") == "":
        mapped.note(profile.fields["organization"].paths[0], "", "the organisation has no name")
    low, high = mapped.values.get("age_from"), mapped.values.get("age_to")
    if low is not None and high is not None and high < low:
        mapped.note("age", f"{low}-{high}", "the age to is below the age from")
        del mapped.values["age_from"], mapped.values["age_to"]


def _split(raw: Values, profile: Profile) -> Values:
    """Cells that hold several values as lists."""
    for path, separator in profile.split.items():
        if isinstance(value := raw.get(path), str):
            raw[path] = [part.strip() for part in value.split(separator) if part.strip()]
    return raw


def _key_text(profile: Profile, raw: Values) -> str:
    """The key of a record; empty when a single key field is, or all fields of a joined one are."""
    values = [value_at(raw, path) for path in profile.key.paths]
    known = [isinstance(value, (str, int, float)) and not isinstance(value, bool) for value in values]
    parts = [" ".join(str(value).split()) if good else "" for value, good in zip(values, known, strict=True)]
    if not any(parts):
        return ""
    key = KEY_GLUE.join(parts)
    if profile.key.digest or (len(parts) > 1 and len(key) > MAX_KEY):
        return hashlib.sha256(key.casefold().encode()).hexdigest()[:20]
    return key


def _key(profile: Profile, raw: Values, record: Record) -> str:
    key = _key_text(profile, raw)
    if not key:
        raise Rejected(f"it has no key ({profile.key})", record)
    if len(key) > MAX_KEY:
        raise Rejected(f"its key is longer than {MAX_KEY} characters", record, key[:40])
    return key


def _language(profile: Profile, raw: Values, record: Record, key: str) -> str:
    language = value_at(raw, profile.language_path) if profile.language_path else None
    if not language:
        return profile.language
    if language not in dict(settings.LANGUAGES):
        raise Rejected(f"its language {str(language)[:20]!r} is not one of this installation", record, key)
    return str(language)


def _all_values(profile: Profile, raw: Values, mapped: Mapped) -> Iterator[tuple[str, Any, Values]]:
    """(field of theirs, its value, values of ours): fixed ones, then fields, value tables, conditions."""
    yield "", "", profile.fixed
    for target, rule in profile.fields.items():
        yield from _field(target, rule, raw, mapped)
    for path, table in profile.values.items():
        for value in _as_list(value_at(raw, path)):
            entry = table.get(str(value))
            if entry is None:
                mapped.note(path, value, "the profile has no entry for it")
            else:
                yield path, value, entry
    for condition in profile.conditions:
        if holds(condition, raw):
            yield condition.path, "", condition.values


def _field(target: str, rule: FieldRule, raw: Values, mapped: Mapped) -> Iterator[tuple[str, Any, Values]]:
    path = rule.paths[0]
    try:
        value = rule_value(raw, rule, lambda part, reason: mapped.note(path, part, reason))
        if target == PRICE:
            yield path, value, {"cost_note": value} | (read_price(value) if value not in (None, "") else {})
        else:
            yield path, value, {target: value}
    except ValueError as error:
        shown = ", ".join(str(value_at(raw, part)) for part in rule.paths)
        mapped.note(path, shown, str(error))
        if target in mapped.values and mapped.values[target] == empty(target):
            del mapped.values[target]  # what cannot be read changes nothing


def _as_list(value: Any) -> list[Any]:
    """The values of a field that are not empty, whether it holds a list or one."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item not in (None, "", [], {})]


def _take(mapped: Mapped, target: str, content: Any, path: str, value: Any, counts: Counter[str]) -> None:
    if is_list(target):
        taken = [_converted(mapped, target, item, path, value, counts) for item in _as_list(content)]
        found = [slug for slugs in taken for slug in slugs or []]
        mapped.values[target] = list(dict.fromkeys([*mapped.values.get(target, []), *found]))
        return
    converted = _converted(mapped, target, content, path, value, counts)
    if converted is None and content not in (None, "", []):
        if target in mapped.values and mapped.values[target] == empty(target):
            del mapped.values[target]  # what cannot be read changes nothing
    elif converted != empty(target):
        mapped.values[target] = converted


def _converted(mapped: Mapped, target: str, content: Any, path: str, value: Any, counts: Counter[str]) -> Any:
    """The value, or None when it cannot be read; that is noted."""
    try:
        return convert(target, content, counts)
    except ValueError as error:
        mapped.note(path, content if is_list(target) else value, str(error))
        return None
