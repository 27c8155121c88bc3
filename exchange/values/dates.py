"""Dates as people and programs write them, read as ISO days. What is ambiguous or impossible is refused with a reason;
a profile can name the form when a source uses an unusual one."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

from directory.showing import BERLIN

YEARS = range(1990, 2101)
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(32_874, 73_415)  # 1990 to 2100
MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
OTHER_MONTHS = {"mar": 3, "mrz": 3, "maer": 3, "may": 5, "oct": 10, "dec": 12, "jän": 1}
LEADING_WORDS = re.compile(r"(?i)^(?:ab|bis|am|seit|vom|von|zum|start:?|beginn:?|ende:?|"
                           r"(?:mo|di|mi|do|fr|sa|so)(?:[a-z]*tag|mittwoch|\.)?,?)\s+")  # fmt: skip
FORM_PARTS = {"YYYY": r"(?P<year>\d{4})", "YY": r"(?P<year>\d\d)", "MM": r"(?P<month>\d\d?)", "DD": r"(?P<day>\d\d?)"}
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ].*)?\Z",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\Z",
        r"(?P<year>\d{4})/(?P<month>\d\d?)/(?P<day>\d\d?)\Z",
        r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4}|\d\d)(?:,? +\d.*)?\Z",
        r"(?P<day>\d\d?)[/-](?P<month>\d\d?)[/-](?P<year>\d{4})\Z",
        r"(?P<day>\d\d?)\.?\s+(?P<word>[^\W\d]+)\.?\s+(?P<year>\d{4})\Z",
        r"(?P<month>\d\d?)[./](?P<year>\d{4})\Z",
        r"(?P<year>\d{4})-(?P<month>\d\d?)\Z",
        r"(?P<word>[^\W\d]+)\.?\s+(?P<year>\d{4})\Z",
    )
)


def read_day(value: Any, form: str = "", last: bool = False) -> str:
    """The ISO day of a text or number; a month alone means its first day, or its last with `last`.

    Numbers are days of Excel, seconds or milliseconds since 1970 (local day in Germany). `form` is made of YYYY, YY,
    MM, DD. Raises ValueError with a reason.
    """
    if isinstance(value, bool):
        raise ValueError("a date is expected")
    text = str(value).strip()
    if isinstance(value, float) and not value.is_integer():
        text = str(int(value))  # Excel: the fraction is the time of day
    shapes = (_shape(form),) if form else SHAPES
    if not form and re.fullmatch(r"\d{5}|\d{9,14}(?:\.0)?", text):
        return _from_number(int(float(text)))
    while found := LEADING_WORDS.match(text):
        text = text[found.end() :]
    for shape in shapes:
        if match := shape.match(text):
            moment = "" if form else text
            return _local(moment) or _day(match.groupdict(), last)
    raise ValueError(f"a date{f' like {form}' if form else ' such as 2026-03-01 or 1.3.2026'} is expected")


def _shape(form: str) -> re.Pattern[str]:
    pattern = re.escape(form)
    for part, shape in FORM_PARTS.items():
        pattern = pattern.replace(part, shape, 1) if "(?P<year>" not in pattern or part[0] != "Y" else pattern
    return re.compile(pattern + r"\Z")


def _from_number(number: int) -> str:
    if number in EXCEL_DAYS:
        return (EXCEL_EPOCH + timedelta(days=number)).isoformat()
    seconds = number / 1000 if number >= 10**11 else number
    try:
        found = datetime.fromtimestamp(seconds, UTC).astimezone(BERLIN).date()
    except (OverflowError, OSError, ValueError):
        raise ValueError("the number is no date") from None
    return _checked(found)


def _local(text: str) -> str:
    """The German day of a moment with a time zone (`2026-02-28T23:00:00Z` is March the first); else empty."""
    if "T" not in text or not re.search(r"(?:Z|[+-]\d\d:?\d\d)\Z", text):
        return ""
    try:
        return _checked(datetime.fromisoformat(text).astimezone(BERLIN).date())
    except ValueError:
        return ""


def _day(parts: dict[str, str | None], last: bool) -> str:
    year = int(parts["year"] or 0)
    year += 2000 if len(parts["year"] or "") == 2 else 0
    month = _month(parts["word"]) if parts.get("word") else int(parts.get("month") or 1)
    try:
        day = int(parts.get("day") or (monthrange(year, month)[1] if last else 1))
        return _checked(date(year, month, day))
    except ValueError as error:
        raise ValueError(f"this day does not exist ({error})") from None


def _month(word: str | None) -> int:
    start = (word or "").casefold()
    for name, number in OTHER_MONTHS.items():
        if start.startswith(name):
            return number
    return MONTHS.index(start[:3]) + 1 if start[:3] in MONTHS else 0


def _checked(found: date) -> str:
    if found.year not in YEARS:
        raise ValueError(f"the year {found.year} is not plausible")
    return found.isoformat()
