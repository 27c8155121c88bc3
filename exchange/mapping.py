"""Record → values of ours, by the rules of a profile. What the profile does not know is counted, never refused: only a
record without a key or a title is of no use."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from exchange.cleaning import clean_values
from exchange.profiles import Condition, FieldPath, Profile, Values
from exchange.records import Record, value_at
from exchange.targets import convert, empty, is_list

MAX_KEY = 200


@dataclass(frozen=True)
class Unmapped:
    """A value that found no place, and why; `key` is the record's."""

    key: str
    field: str
    value: str
    reason: str


@dataclass
class Mapped:
    """One record in our words: `values` has every field that the profile can fill."""

    key: str
    position: int
    language: str
    values: Values
    unmapped: list[Unmapped] = field(default_factory=list)


class Rejected(Exception):
    """A record cannot be used; the message is the reason."""

    def __init__(self, reason: str, position: int, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.position, self.key = reason, position, key


def map_record(profile: Profile, record: Record, counts: Counter[str]) -> Mapped:
    """Values of one record; `counts` gathers what had to be cleaned. Raises Rejected."""
    if not isinstance(record.values, dict):
        raise Rejected("it is not an object with fields", record.position)
    raw = clean_values(record.values, counts)
    mapped = Mapped(_key(profile, raw, record.position), record.position, "", {})
    mapped.language = _language(profile, raw, mapped)
    mapped.values = {target: empty(target) for target in profile.targets}
    for path, value, values in _all_values(profile, raw, mapped):
        for target, content in values.items():
            _take(mapped, target, content, path, value, counts)
    if not mapped.values.get("title"):
        raise Rejected("it has no title", record.position, mapped.key)
    mapped.unmapped += [
        Unmapped(mapped.key, column, "", "the profile does not mention this field")
        for column in raw.keys() - profile.columns
    ]
    return mapped


def _key(profile: Profile, raw: Values, position: int) -> str:
    key = value_at(raw, profile.key)
    if isinstance(key, bool) or not isinstance(key, (str, int, float)) or not str(key).strip():
        raise Rejected(f"it has no key ({profile.key})", position)
    if len(str(key)) > MAX_KEY:
        raise Rejected(f"its key is longer than {MAX_KEY} characters", position, str(key)[:40])
    return str(key).strip()


def _language(profile: Profile, raw: Values, mapped: Mapped) -> str:
    language = value_at(raw, profile.language_path) if profile.language_path else None
    if not language:
        return profile.language
    if language not in dict(settings.LANGUAGES):
        raise Rejected(
            f"its language {str(language)[:20]!r} is not one of this installation", mapped.position, mapped.key
        )
    return str(language)


def _all_values(profile: Profile, raw: Values, mapped: Mapped) -> Iterator[tuple[str, Any, Values]]:
    """(field of theirs, its value, values of ours): fixed ones, then fields, value tables, conditions."""
    yield "", "", profile.fixed
    for target, rule in profile.fields.items():
        value = _at(raw, rule)
        yield rule.path, value, {target: value}
    for path, table in profile.values.items():
        for value in _as_list(value_at(raw, path)):
            entry = table.get(str(value))
            if entry is None:
                mapped.unmapped.append(Unmapped(mapped.key, path, str(value)[:200], "the profile has no entry for it"))
            else:
                yield path, value, entry
    for condition in profile.conditions:
        if _holds(condition, value_at(raw, condition.path)):
            yield condition.path, "", condition.values


def _at(raw: Values, rule: FieldPath) -> Any:
    value = value_at(raw, rule.path)
    if rule.pattern is None or not isinstance(value, str):
        return value
    match = rule.pattern.search(value)
    return (match.group(1) or "").strip() if match else ""


def _as_list(value: Any) -> list[Any]:
    """The values of a field that are not empty, whether it holds a list or one."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item not in (None, "", [], {})]


def _holds(condition: Condition, value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    if condition.test == "is":
        return any(item == condition.expected and type(item) is type(condition.expected) for item in values)
    return any(isinstance(item, str) and str(condition.expected).casefold() in item.casefold() for item in values)


def _take(mapped: Mapped, target: str, content: Any, path: str, value: Any, counts: Counter[str]) -> None:
    try:
        taken = convert(target, content, counts)
    except ValueError as error:
        mapped.unmapped.append(Unmapped(mapped.key, path, str(value)[:200], str(error)))
        if mapped.values.get(target) == empty(target):
            del mapped.values[target]  # what cannot be read changes nothing
        return
    if is_list(target):
        mapped.values[target] = list(dict.fromkeys([*mapped.values.get(target, []), *taken]))
    elif taken != empty(target):
        mapped.values[target] = taken
