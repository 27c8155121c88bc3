"""Times of day and weekly hours as sources write them, read as weekly slots (`directory.weekly_slots`).

Two languages are read: that of German offices (`Mo-Fr 8-16 Uhr, Do bis 18 Uhr`: the regular part) and that of
OpenStreetMap's opening_hours (`Mo-Fr 08:00-12:00,14:00-18:00; PH off`). Whatever a week cannot express (public
holidays, seasons, "by appointment") is skipped, and said: a reading returns its slots and the parts left out.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError

from directory.weekly_slots import WEEKDAYS, Slot, parse_slots

OSM_DAYS = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), WEEKDAYS, strict=True))
OSM_RULE = re.compile(
    r"(?P<days>(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)(?:\s*-\s*(?:Mo|Tu|We|Th|Fr|Sa|Su))?\s*,?\s*)*)"
    r"(?P<times>(?:\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d\s*,?\s*)+|off|closed|24/7)?\s*(?:open)?\Z"
)
OSM_SPAN = re.compile(r"(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)")
OSM_NEW_RULE = re.compile(r"(?<=\d)\s*,\s*(?=(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b)")
SPAN = re.compile(r"\s*(\d{1,2}(?:[:.]\d\d)?)\s*(?:uhr)?\s*(?:-|–|bis)\s*(\d{1,2}(?:[:.]\d\d)?)\s*(?:uhr|h)?\s*", re.I)
LONG_DAYS = re.compile(r"(?i)\b(mo|di|mi|do|fr|sa|so)(?:ntags?|enstags?|ttwochs?|nnerstags?|eitags?|mstags?|nntags?)\b")


def clock(value: Any) -> str:
    """HH:MM of `7:30`, `7.30`, `7`, or of milliseconds since midnight (a whole number from 60,000 on)."""
    text = str(value).strip().removesuffix("Uhr").strip()
    if re.fullmatch(r"\d{5,8}(?:\.0)?", text):
        minutes, rest = divmod(int(float(text)), 60_000)
        hour, minute = divmod(minutes, 60)
        if rest:
            raise ValueError("a time in whole minutes is expected")
    elif match := re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?", text):
        hour, minute = int(match[1]), int(match[2] or 0)
    else:
        raise ValueError("a time such as 07:30 is expected")
    if minute > 59 or hour * 60 + minute > 1440:
        raise ValueError("a time such as 07:30 is expected")
    return f"{hour:02d}:{minute:02d}"


def span(start: Any, end: Any, days: list[str]) -> list[Slot]:
    """The same hours on each of the days. Raises ValueError when the end does not come after the start."""
    first, last = clock(start), clock(end)
    if last <= first and last != "00:00":
        raise ValueError("the end does not come after the start")
    return [{"day": day, "start": first, "end": last} for day in days]


def read_spans(text: str, days: list[str]) -> list[Slot]:
    """`07:30-16:30`, also several joined by commas, on the days that the profile names."""
    slots: list[Slot] = []
    for part in re.split(r"[,;]|\bund\b", text):
        match = SPAN.fullmatch(part)
        if not match:
            raise ValueError("times such as 07:30-16:30 are expected")
        slots += span(match[1], match[2], days)
    return in_week_order(slots)


def read_week(text: str) -> list[Slot]:
    """Our own written form and its usual spellings: `Montag und Mittwoch 9 bis 11:30 Uhr; Do 15-17`."""
    plain = LONG_DAYS.sub(lambda found: found[1], text)
    plain = re.sub(r"(?i)\s*\buhr\b|\s*\bh\b", "", plain)
    plain = re.sub(r"(?i)\bbis\b|–", "-", re.sub(r"(?i)\s+(?:und|u\.|\+|&)\s+", ", ", plain))
    plain = re.sub(r"\s*-\s*", "-", re.sub(r"(?i)\b(mo|di|mi|do|fr|sa|so)[.:]+", r"\1", plain))
    plain = re.sub(r"(\d)\s*,\s*(?=[A-Za-z])", r"\1; ", plain)
    plain = re.sub(r"(?i)\bvon\s+", "", plain)
    try:
        return in_week_order(parse_slots(plain))
    except ValidationError:
        raise ValueError("weekly times such as Mo Mi 9:00-11:30 are expected") from None


def read_osm(text: str) -> tuple[list[Slot], list[str]]:
    """Slots of an opening_hours text, and its parts that no week holds; a later rule replaces its days as OSM has it,
    one after a comma adds to them."""
    week: dict[str, list[Slot]] = {}
    skipped: list[str] = []
    for group in text.split(";"):
        for number, rule in enumerate(OSM_NEW_RULE.split(group)):
            _apply(rule.strip(), week, skipped, adds=number > 0)
    return in_week_order([slot for slots in week.values() for slot in slots]), skipped


def _apply(rule: str, week: dict[str, list[Slot]], skipped: list[str], adds: bool) -> None:
    if not rule:
        return
    match = OSM_RULE.match(rule)
    if not match or not match["times"]:
        skipped.append(rule)
        return
    days = _osm_days(match["days"])
    for holidays in re.findall("PH|SH", match["days"]):  # a week has no holidays
        skipped.append(f"{holidays} {match['times'].strip(' ,')}")
    if not days and match["days"].strip():
        return
    for day in days or WEEKDAYS:
        spans = OSM_SPAN.findall("00:00-24:00" if match["times"] == "24/7" else match["times"])
        slots = [slot for start, end in spans for slot in _osm_span(start, end, day, skipped, rule)]
        week[day] = (week.get(day, []) if adds else []) + slots


def _osm_span(start: str, end: str, day: str, skipped: list[str], rule: str) -> list[Slot]:
    try:
        return span(start, end, [day])
    except ValueError:  # past midnight
        if rule not in skipped:
            skipped.append(rule)
        return []


def _osm_days(text: str) -> list[str]:
    names, days = list(OSM_DAYS), []
    for part in filter(None, re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", text.strip()))):
        first, _dash, last = part.partition("-")
        if first in OSM_DAYS:
            start, end = names.index(first), names.index(last or first)
            days += names[start : end + 1] if start <= end else names[start:] + names[: end + 1]
    return [OSM_DAYS[name] for name in days]


def in_week_order(slots: list[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: (WEEKDAYS.index(slot["day"]), slot["start"]))
