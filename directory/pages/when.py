"""Dates and times as readers say them: whole weekdays and months, "9 to 11:30", never "14-tägig".

The rules are plain-language.md §1 rule 17 and LOOK.md "Words". All times are local times of Europe/Berlin as the office
wrote them. Everything here speaks the active language; nothing reads the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, pgettext

from directory.memory import memory
from directory.showing import Facts, coming, day, open_runs
from directory.weekly_slots import WEEKDAYS as DAY_SLUGS
from directory.weekly_slots import Slot, next_date

NTH_WEEK = {
    1: gettext_lazy("Every first %(days)s in the month, %(hours)s"),
    2: gettext_lazy("Every second %(days)s in the month, %(hours)s"),
    3: gettext_lazy("Every third %(days)s in the month, %(hours)s"),
    4: gettext_lazy("Every fourth %(days)s in the month, %(hours)s"),
    5: gettext_lazy("Every fifth %(days)s in the month, %(hours)s"),
}
SHORTEST_RANGE = 3


@dataclass(frozen=True)
class Leaf:
    """The calendar leaf of a hit: a day, or why there is none (`full`, `clock`, `ask`)."""

    kind: str
    when: date | None = None
    weekday: str = ""
    month: str = ""


def join_words(words: Sequence[str]) -> str:
    """ "a, b and c" in the active language; empty for no words."""
    if len(words) < 2:
        return "".join(words)
    first = pgettext("between the parts of a list", ", ").join(words[:-1])
    return _("%(first)s and %(last)s") % {"first": first, "last": words[-1]}


def date_words(when: date) -> str:
    """Day, month and year: 3 March 2025."""
    return _("%(day)d %(month)s %(year)d") % {"day": when.day, "month": MONTHS[when.month], "year": when.year}


def day_words(when: date) -> str:
    """The same with the weekday before it."""
    return _("%(weekday)s, %(date)s") % {"weekday": WEEKDAYS[when.weekday()], "date": date_words(when)}


def clock_words(clock: str) -> str:
    """ "09:00" → 9:00 (German: 9), "09:30" → 9:30."""
    hour, _sep, minute = clock.partition(":")
    if int(minute or 0) == 0:
        return pgettext("full hour", "%(hour)d:00") % {"hour": int(hour)}
    return pgettext("hour and minute", "%(hour)d:%(minute)s") % {"hour": int(hour), "minute": minute}


def hours_words(start: str | None, end: str | None) -> str:
    """From a time to another, or only its beginning; empty when no time is known."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": clock_words(start), "end": clock_words(end)}
    return _("from %(start)s") % {"start": clock_words(start)} if start else ""


def weekday_words(days: Iterable[str]) -> str:
    """Weekdays in the order of the week; three and more in a row become a range."""
    numbers = sorted({DAY_SLUGS.index(slug) for slug in days})
    names = [str(WEEKDAYS[number]) for number in numbers]
    if len(numbers) >= SHORTEST_RANGE and numbers[-1] - numbers[0] == len(numbers) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return join_words(names)


def slot_lines(slots: Sequence[Slot]) -> list[str]:
    """One sentence for each group of weekdays with the same times, rhythm and language."""
    groups: dict[tuple[str, str, int, int, str], list[str]] = {}
    for slot in slots:
        key = (slot["start"], slot["end"], slot.get("every", 1), slot.get("nth", 0), slot.get("language", ""))
        groups.setdefault(key, []).append(slot["day"])
    return [_slot_line(days, *key) for key, days in groups.items()]


def _slot_line(days: list[str], start: str, end: str, every: int, nth: int, language: str) -> str:
    pattern = str(NTH_WEEK[nth]) if nth else _("%(days)s, %(hours)s")
    line = pattern % {"days": weekday_words(days), "hours": hours_words(start, end)}
    if every > 1:
        text = ngettext("%(when)s, every %(weeks)d week", "%(when)s, every %(weeks)d weeks", every)
        line = text % {"when": line, "weeks": every}
    if language:
        line = _("%(when)s (%(language)s)") % {"when": line, "language": memory().label("language", language)}
    return line


def session_line(session: Facts) -> str:
    """When one dated meeting takes place."""
    words = day_words(date.fromisoformat(session["date"]))
    hours = hours_words(session.get("starts_at"), session.get("ends_at"))
    return _("%(days)s, %(hours)s") % {"days": words, "hours": hours} if hours else words


def run_dates(run: Facts, today: date) -> str:
    """First and last day of a run, as far as they are known; empty when neither is."""
    start, end = day(run.get("starts_on")), day(run.get("ends_on"))
    if start and end:
        return _("From %(start)s to %(end)s") % {"start": date_words(start), "end": date_words(end)}
    if start:
        words = {"date": day_words(start)}
        return _("Starts on %(date)s") % words if start >= today else _("Since %(date)s") % words
    return _("Until %(date)s") % {"date": day_words(end)} if end else ""


def slots_of(facts: Facts, today: date) -> list[Slot]:
    """Weekly times as a reader needs them: of the nearest run, else of the offer, else of its places."""
    for run in open_runs(facts, today):
        if run["slots"]:
            return list(run["slots"])
    if facts["slots"]:
        return list(facts["slots"])
    found: list[Slot] = []
    for place in facts["places"]:
        if place.get("status") not in ("pausiert", "beendet"):
            found += [slot for slot in place["slots"] if slot not in found]
    return found


def when_line(facts: Facts, today: date) -> str:
    """When an offer takes place, in one line; empty when nobody said."""
    if slots := slots_of(facts, today):
        lines = slot_lines(slots)
        return ". ".join(lines[:2])
    sessions = sorted(coming(facts["sessions"], today, "date"), key=lambda session: session["date"])
    if sessions:
        return session_line(sessions[0])
    runs = open_runs(facts, today)
    return run_dates(runs[0], today) if runs else ""


def next_day(facts: Facts, today: date) -> date | None:
    """The next day on which the offer is known to take place."""
    days = [day(session["date"]) for session in coming(facts["sessions"], today, "date")]
    for run in open_runs(facts, today):
        start, end = day(run.get("starts_on")), day(run.get("ends_on"))
        if start and start >= today:
            days.append(start)
        elif start:
            days.append(next_date(_countable(run["slots"] or facts["slots"]), today, end))
    if not days:
        days.append(next_date(_countable(slots_of(facts, today)), today, day(facts["ends_on"])))
    return min((found for found in days if found), default=None)


def _countable(slots: Sequence[Slot]) -> list[Slot]:
    """Slots whose next day the calendar alone tells; "every 2 weeks" needs a first day that nobody stored."""
    return [slot for slot in slots if slot.get("every", 1) == 1]


# Django's short Arabic word for Monday is misspelt; ours takes its place.
gettext_noop("Mon")


def leaf_of(when: date) -> Leaf:
    return Leaf("date", when, str(WEEKDAYS_ABBR[when.weekday()]), str(MONTHS_3[when.month]).capitalize())
