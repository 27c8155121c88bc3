"""The next dates of an offer, in the order in which they help a reader: runs with room and meetings first, the nearest
on top; then full runs, because a waiting list is worth a call; runs without a date last."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.pages.calendar_files import keyed_dates
from directory.pages.reading import Words, interface_words, source_words
from directory.pages.room import NO_MORE_ROOM, seats_sentence
from directory.pages.when import Leaf, day_words, leaf_of, session_line, slot_lines
from directory.showing import Facts, day, open_runs

MOST = 6


@dataclass(frozen=True)
class Date:
    """One coming date: leaf, what it is, lines about it, and the name of its calendar file ("" without a day)."""

    leaf: Leaf
    title: Words
    lines: list[str]
    file: str = ""
    full: bool = False

    @property
    def order(self) -> tuple[bool, bool, date]:
        return self.leaf.when is None, self.full, self.leaf.when or date.max


def coming_dates(facts: Facts, today: date) -> list[Date]:
    """Starts of runs and dated meetings from today on."""
    found = []
    for name, item in keyed_dates(facts, today).items():
        if "date" in item:
            found.append(_session(item, name, facts["source_language"]))
        elif date.fromisoformat(item["starts_on"]) >= today:
            found.append(_run(item, name, today))
    found += [_run(run, "", today) for run in open_runs(facts, today) if not run["starts_on"]]
    return sorted(found, key=lambda entry: entry.order)[:MOST]


def _run(run: Facts, name: str, today: date) -> Date:
    start = day(run["starts_on"])
    when = day_words(start) if start else _("We do not know the date yet. Please ask.")
    lines = [when, *slot_lines(run["slots"]), *_place(run), seats_sentence(run, today)]
    title = _("The course starts") if start else _("Next course")
    return Date(
        leaf=leaf_of(start) if start else Leaf("ask"),
        title=interface_words(title),
        lines=[line for line in lines if line],
        file=name,
        full=run["seats"] in NO_MORE_ROOM,
    )


def _session(session: Facts, name: str, language: str) -> Date:
    title = source_words(session["note"], language) if session["note"] else interface_words(_("Meeting"))
    leaf = leaf_of(date.fromisoformat(session["date"]))
    return Date(leaf, title, [session_line(session), *_place(session)], name)


def _place(item: Facts) -> list[str]:
    return [item["place"]["name"]] if item["place"] and not item["place"]["protected"] else []
