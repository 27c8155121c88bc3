"""How the value of a field is made: fields put together, a part taken, units and notations read (`as = "…"`)."""

from collections.abc import Callable
from typing import Any

from exchange.formats.record_files import value_at
from exchange.mapping.profiles import FieldRule, Values
from exchange.values.dates import read_day
from exchange.values.hours import read_osm, read_spans, read_week, span

Note = Callable[[str, str], None]
NOTHING: tuple[Any, ...] = (None, "", [])


def rule_value(raw: Values, rule: FieldRule, note: Note) -> Any:
    """The value that a rule makes of a record; `note(value, reason)` hears of parts that are left out.

    Raises ValueError with a reason when the reading does not understand the value.
    """
    parts = [_part(value_at(raw, path), rule) for path in rule.paths]
    if rule.combine == "span":
        if any(part in NOTHING for part in parts):
            return None
        return span(parts[0], parts[1], list(rule.days))
    if rule.combine == "join":
        value: Any = rule.separator.join(str(part).strip() for part in parts if part not in NOTHING)
    else:
        value = next((part for part in parts if part not in NOTHING), None)
    if value in NOTHING or not rule.reading:
        return _prefixed(value, rule.prefix)
    return READINGS[rule.reading](value, rule, note)


def _part(value: Any, rule: FieldRule) -> Any:
    if str(value).strip() in rule.nothing:
        return None
    if rule.pattern is None or isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return value
    match = rule.pattern.search(str(value))
    return (match.group(1) or "").strip() if match else ""


def _prefixed(value: Any, prefix: str) -> Any:
    """Text with its prefix, unless it has it, is a web address of its own, or a phone number with an area code."""
    if not prefix or value in NOTHING or isinstance(value, (list, dict)):
        return value
    text = str(value)
    complete = (prefix, "http://", "https://", *(("0", "+") if prefix.startswith(("0", "+")) else ()))
    return text if text.startswith(complete) else prefix + text


def _day(value: Any, rule: FieldRule, note: Note) -> str:
    return read_day(value, rule.form)


def _last_day(value: Any, rule: FieldRule, note: Note) -> str:
    return read_day(value, rule.form, last=True)


def _years(value: Any, rule: FieldRule, note: Note) -> int:
    """Whole years of an age in months."""
    try:
        months = float(str(value).replace(",", "."))
        return int(months // 12)
    except (ValueError, OverflowError):
        raise ValueError("an age in months is expected") from None


def _times(value: Any, rule: FieldRule, note: Note) -> Any:
    return read_spans(str(value), list(rule.days))


def _week(value: Any, rule: FieldRule, note: Note) -> Any:
    return read_week(str(value))


def _osm(value: Any, rule: FieldRule, note: Note) -> Any:
    slots, skipped = read_osm(str(value))
    for part in skipped:
        note(part, "a week cannot express this part of the opening hours")
    return slots


READINGS: dict[str, Callable[[Any, FieldRule, Note], Any]] = {
    "date": _day,
    "last-day": _last_day,
    "months": _years,
    "times": _times,
    "week": _week,
    "osm-hours": _osm,
}
