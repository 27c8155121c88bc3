"""Whether there is room in an offer, and how long people wait (plain-language.md §5)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.freshness import WAITING_TIME_LIMIT
from directory.pages.when import date_words
from directory.showing import Facts, day, open_runs

NO_MORE_ROOM = ("voll", "warteliste")


def room_of(facts: Facts, today: date) -> Facts:
    """Seats and waiting time as of the nearest run that says something, else of the offer."""
    for run in open_runs(facts, today):
        if run["seats"] not in ("", "unbekannt"):
            return run
    return facts


def waiting_is_told(item: Facts, today: date) -> bool:
    """A waiting time older than the limit is no longer told (plain-language.md §5)."""
    as_of = day(item.get("waiting_as_of"))
    return bool(item.get("waiting_weeks")) and as_of is not None and (today - as_of).days <= WAITING_TIME_LIMIT


def seats_sentence(item: Facts, today: date) -> str:
    """Whether there is room in an offer or a run; empty when nobody said or nobody asks."""
    seats = item["seats"]
    if seats == "frei":
        return _("There are free places.")
    if seats == "wenige":
        return _("There are a few places left.")
    if seats not in NO_MORE_ROOM:
        return ""
    found = [_("It is full.")] + ([_("You can get on the waiting list.")] if seats == "warteliste" else [])
    if waiting_is_told(item, today):
        as_of, weeks = day(item["waiting_as_of"]) or today, item["waiting_weeks"]
        text = ngettext(
            "That takes about %(weeks)d week (as of %(date)s).",
            "That takes about %(weeks)d weeks (as of %(date)s).",
            weeks,
        )
        found.append(text % {"weeks": weeks, "date": date_words(as_of)})
    elif item.get("waiting_weeks") or seats == "warteliste":
        found.append(_("We do not know exactly how long you wait."))
    return " ".join(found)
