"""The next dates of an offer: runs that start, dated meetings."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.pages.room import seats_sentence
from directory.pages.when import Leaf, day_words, leaf_of, session_line, slot_lines
from directory.showing import Facts, coming, day, open_runs

MOST = 6


@dataclass(frozen=True)
class Date:
    """One coming date: leaf, what it is, and lines about it."""

    leaf: Leaf
    title: str
    lines: list[str]


def coming_dates(facts: Facts, today: date) -> list[Date]:
    """Starts of runs and dated meetings from today on, the nearest first; runs without a date come last."""
    found = [_run(run, today) for run in open_runs(facts, today) if (day(run["starts_on"]) or today) >= today]
    found += [_session(session) for session in coming(facts["sessions"], today, "date")]
    return sorted(found, key=lambda entry: entry.leaf.when or date.max)[:MOST]


def _run(run: Facts, today: date) -> Date:
    start, room = day(run["starts_on"]), seats_sentence(run, today)
    place = [run["place"]["name"]] if run["place"] and not run["place"]["protected"] else []
    if start is None:
        lines = [_("We do not know the date yet. Please ask."), *slot_lines(run["slots"]), *place, room]
        return Date(Leaf("ask"), _("Next course"), [line for line in lines if line])
    lines = [day_words(start), *slot_lines(run["slots"]), *place, room]
    return Date(leaf_of(start), _("The course starts"), [line for line in lines if line])


def _session(session: Facts) -> Date:
    place = [session["place"]["name"]] if session["place"] and not session["place"]["protected"] else []
    when = date.fromisoformat(session["date"])
    return Date(leaf_of(when), session["note"] or _("Meeting"), [session_line(session), *place])
