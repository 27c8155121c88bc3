"""The one rule that decides what readers may see, on a given day. It reads the public facts and a date, nothing else,
so a run that ended at midnight (Europe/Berlin) is gone although no job ran."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")
# Statuses that lists show; the others keep their page, which says what came after.
LISTED_STATUSES = frozenset({"geplant", "aufbau", "laufend", "pausiert"})
# Offers of these durations live only as long as their runs; a permanent course waits for its next start.
ENDS_WITH_ITS_RUNS = frozenset({"saison", "einmalig", "befristet"})

Facts = dict[str, Any]


def berlin_today(now: datetime | None = None) -> date:
    """The local day in Germany, which decides what has ended."""
    return (now or timezone.now()).astimezone(BERLIN).date()


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def coming(items: Sequence[Facts], today: date, end: str) -> list[Facts]:
    """Runs or sessions that have not ended on `today`; those without an end date stay."""
    return [item for item in items if not item.get(end) or date.fromisoformat(item[end]) >= today]


def open_runs(facts: Facts, today: date) -> list[Facts]:
    """Runs that a reader may still see, the nearest start first."""
    runs = coming(facts["runs"], today, "ends_on")
    return sorted(runs, key=lambda run: run.get("starts_on") or "9999")


def listed_until(facts: Facts) -> date | None:
    """The last day on which lists show the offer; None without end."""
    ends = [day(facts["ends_on"])] if facts["ends_on"] else []
    dated = [*facts["runs"], *facts["sessions"]]
    if facts["duration"] in ENDS_WITH_ITS_RUNS and dated and not facts["slots"]:
        lasts = [day(item.get("ends_on") or item.get("date")) for item in dated]
        if all(lasts):
            ends.append(max(last for last in lasts if last))
    return min((end for end in ends if end), default=None)


def changes_on(facts: Facts, today: date) -> date | None:
    """The next day that is the last one for something: a run or session ends, or a run starts and is no longer the
    next start. On the day after it the index has to hear of it."""
    days = [day(run.get(name)) for run in facts["runs"] for name in ("starts_on", "ends_on")]
    days += [day(item["date"]) for item in facts["sessions"]]
    return min((found for found in days if found and found >= today), default=None)


def is_listed(live: bool, facts: Facts, today: date) -> bool:
    """Whether lists and search may show the offer on a day."""
    until = listed_until(facts)
    return live and facts["status"] in LISTED_STATUSES and (until is None or until >= today)


def has_ended(facts: Facts, today: date) -> bool:
    """Whether the page must say that the offer is over, and what came after."""
    return not is_listed(True, facts, today)
