"""Coming dates as calendar files (RFC 5545): a run with its weekly times until its last day, a meeting once.

Times are wall-clock times of Europe/Berlin, so a course at six stays at six when the clocks change. A run without a
last day is written once, on its first day: an endless series would outlive the course. Protected places are left out;
the file of a sensitive offer holds its neutral title, its times and its short address, nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, vRecur

from directory.showing import BERLIN, Facts, coming, day, open_runs
from directory.weekly_slots import Slot, next_date

# The rule of the European Union since 1996, valid without end (Directive 2000/84/EC).
BERLIN_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
ICAL_DAYS = {"mo": "MO", "di": "TU", "mi": "WE", "do": "TH", "fr": "FR", "sa": "SA", "so": "SU"}
RUN_PREFIX = "start-"


@dataclass(frozen=True)
class Entry:
    """What every event of a file says: words, address, place ("" when it is not told) and the day it was written."""

    uid: str
    title: str
    url: str
    place: str
    written: datetime


def keyed_dates(facts: Facts, today: date) -> dict[str, Facts]:
    """Runs and meetings that have not ended, by the name of their file: `start-2026-12-01`, `2026-12-03`, `…-2`."""
    found: dict[str, Facts] = {}
    runs = [(RUN_PREFIX + run["starts_on"], run) for run in open_runs(facts, today) if run["starts_on"]]
    sessions = coming(facts["sessions"], today, "date")
    sessions.sort(key=lambda session: (session["date"], session["starts_at"] or ""))
    for name, item in [*runs, *((session["date"], session) for session in sessions)]:
        number = 1 + sum(key == name or key.startswith(f"{name}-") for key in found)
        found[name if number == 1 else f"{name}-{number}"] = item
    return found


def open_places(places: list[Facts]) -> list[Facts]:
    """Places that may be told and where the offer has not ended."""
    return [place for place in places if not place["protected"] and place.get("status") != "beendet"]


def places_of(item: Facts, facts: Facts) -> list[Facts]:
    """Places of a run or meeting that may be told: its own, else those of the offer."""
    return open_places([item["place"]] if item["place"] else facts["places"])


def place_words(place: Facts) -> str:
    """Name and address of a place in one line."""
    parts = (place["name"], place["street"], f"{place['postcode']} {place['town']}".strip())
    return ", ".join(filter(None, parts))


def calendar_file(item: Facts, facts: Facts, entry: Entry) -> bytes:
    """The calendar file of one run or one meeting."""
    calendar = Calendar()
    calendar.add("prodid", "-//Stadtlotse//Angebote//DE")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(BERLIN_RULES))
    times = _session_times(item) if "date" in item else _run_times(item, facts)
    for number, (start, end, rule) in enumerate(times, 1):
        calendar.add_component(_event(entry, number, start, end, rule))
    return calendar.to_ical()


def _event(entry: Entry, number: int, start: date, end: date | None, rule: vRecur | None) -> Event:
    event = Event()
    event.add("uid", f"{number}-{entry.uid}")
    event.add("dtstamp", entry.written)
    event.add("summary", entry.title)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    if rule:
        event.add("rrule", rule)
    if entry.place:
        event.add("location", entry.place)
    event.add("url", entry.url)
    return event


Times = Iterator[tuple[date, date | None, vRecur | None]]


def _session_times(session: Facts) -> Times:
    when = date.fromisoformat(session["date"])
    if not session["starts_at"]:
        yield when, None, None
        return
    start = _moment(when, session["starts_at"])
    yield start, _end(start, session["ends_at"]) if session["ends_at"] else None, None


def _run_times(run: Facts, facts: Facts) -> Times:
    """One event for each weekly time; the days of one rhythm with the same hours share it."""
    first, last = date.fromisoformat(run["starts_on"]), day(run["ends_on"])
    slots = run["slots"] or facts["slots"]
    if not slots:
        yield first, None, None
    groups: dict[tuple[str, str, int, int], list[Slot]] = {}
    for slot in slots:
        groups.setdefault((slot["start"], slot["end"], slot.get("every", 1), slot.get("nth", 0)), []).append(slot)
    for (opens, closes, every, nth), group in groups.items():
        if when := next_date(group, first, last):
            start = _moment(when, opens)
            yield start, _end(start, closes), _rule([slot["day"] for slot in group], every, nth, last)


def _rule(days: list[str], every: int, nth: int, last: date | None) -> vRecur | None:
    if last is None:
        return None
    until = datetime.combine(last, time(23, 59, 59), BERLIN).astimezone(UTC)
    names = [f"{nth or ''}{ICAL_DAYS[slug]}" for slug in days]
    rule: dict[str, object] = {"freq": "monthly" if nth else "weekly", "byday": names, "until": until}
    return vRecur(rule | ({"interval": every} if every > 1 else {}))


def _moment(when: date, clock: str) -> datetime:
    """A local time; 24:00 is midnight after the day."""
    hour, _sep, minute = clock.partition(":")
    return datetime.combine(when, time(), BERLIN) + timedelta(hours=int(hour), minutes=int(minute or 0))


def _end(start: datetime, clock: str) -> datetime:
    end = _moment(start.date(), clock)
    return end if end > start else end + timedelta(days=1)
