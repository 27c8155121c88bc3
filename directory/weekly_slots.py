"""Weekly times: a list of slots, each one weekday with start and end, as an office writes them.

Written form, one entry per line or semicolon: `Mo Mi 9:00-11:30`, `Do 15-17 [ar]` (language on duty),
`Fr 10-12 alle 2 Wochen`, `Sa 11-12 1. im Monat`. Stored form, one dict per weekday:
`{"day": "mo", "start": "09:00", "end": "11:30"}` and, where said, `every` (weeks), `nth` (week of the month, 1 to 5)
and `language` (BCP 47). Times are local times of Europe/Berlin.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
Slot = dict[str, Any]
LONGEST_GAP_DAYS = 100  # between two fifth weekdays of a month

_ENTRY = re.compile(
    r"^(?P<days>[a-zA-Z ,\-–]+?)\s+(?P<start>\d{1,2}(?:[:.]\d\d)?)\s*[-–]\s*(?P<end>\d{1,2}(?:[:.]\d\d)?)"
    r"(?:\s+alle\s+(?P<every>\d)\s+Wochen)?(?:\s+(?P<nth>[1-5])\.\s+im\s+Monat)?(?:\s+\[(?P<language>[A-Za-z-]{2,12})\])?$"
)


def _clock(text: str) -> str:
    hour, _sep, minute = text.replace(".", ":").partition(":")
    if int(minute or 0) > 59 or int(hour) * 60 + int(minute or 0) > 1440:
        raise ValueError(text)
    return f"{int(hour):02d}:{int(minute or 0):02d}"


def _weekdays(text: str) -> list[str]:
    days: list[str] = []
    for part in re.split(r"[,\s]+", text.strip().lower().replace("–", "-")):
        first, _sep, last = part.partition("-")
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            raise ValueError(part)
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += WEEKDAYS[start : end + 1]
    return days


def parse_slots(text: str) -> list[Slot]:
    """Slots of the written form. Raises ValidationError that names the line it does not understand."""
    slots: list[Slot] = []
    for line in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        match = _ENTRY.match(line)
        try:
            if not match:
                raise ValueError(line)
            start, end = _clock(match["start"]), _clock(match["end"])
            if end <= start and end != "00:00":
                raise ValueError(line)
            extra = {key: int(match[key]) for key in ("every", "nth") if match[key]}
            language = {"language": match["language"]} if match["language"] else {}
            slots += [{"day": day, "start": start, "end": end, **extra, **language} for day in _weekdays(match["days"])]
        except ValueError as error:
            raise ValidationError(
                _("We do not understand this time: “%(line)s”. Write it like this: Mo Mi 9:00-11:30"),
                params={"line": line},
            ) from error
    return slots


def write_slots(slots: Sequence[Slot]) -> str:
    """The written form of slots, one line for each group of days with the same times."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for slot in slots:
        key = (slot["start"], slot["end"], slot.get("every"), slot.get("nth"), slot.get("language"))
        groups.setdefault(key, []).append(slot["day"].capitalize())
    lines = []
    for (start, end, every, nth, language), days in groups.items():
        line = f"{' '.join(days)} {start}-{end}"
        line += f" alle {every} Wochen" if every else ""
        line += f" {nth}. im Monat" if nth else ""
        lines.append(line + (f" [{language}]" if language else ""))
    return "\n".join(lines)


def next_date(slots: Sequence[Slot], start: date, end: date | None = None) -> date | None:
    """The first day from `start` on (inclusive) on which a slot takes place; None when `end` comes before it.

    Slots every n weeks are counted from `start` itself, which is only right when `start` is their first day; for them
    the caller shows the rhythm beside the date.
    """
    wanted = {(slot["day"], slot.get("nth")) for slot in slots}
    for offset in range(LONGEST_GAP_DAYS if wanted else 0):
        day = start + timedelta(days=offset)
        if end and day > end:
            return None
        weekday, nth = WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1
        if not wanted.isdisjoint({(weekday, None), (weekday, nth)}):
            return day
    return None


class WeeklySlotsFormField(forms.CharField):
    """Edits slots in their written form."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return write_slots(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Slot]:  # type: ignore[override]
        return value if isinstance(value, list) else parse_slots(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial or []) != (data or "").replace("\r\n", "\n")


class WeeklySlotsField(models.JSONField):
    """A list of weekly slots; empty means that no times are known."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        options: dict[str, Any] = {"default": list, "blank": True} | kwargs
        super().__init__(verbose_name, **options)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return WeeklySlotsFormField(
            required=False, label=self.verbose_name, help_text=_("For example: Mo Mi 9:00-11:30; Do 15-17 [ar]")
        )
