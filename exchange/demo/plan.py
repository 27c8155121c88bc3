"""What the data files say about an offer, as plain values: dates resolved, times parsed, codes kept.

The values are JSON, so that they can be stored beside the offer and compared with what the files say next time.
Written forms: `"O20:raum"` (organisation and role), `"beratung: ar en"` (language role and languages; `*` is any
language on request; `deutsch-noetig` takes a level), `"Mo Mi 9-12"` (weekly times).
"""

from datetime import date, timedelta
from typing import Any

from django.db import models

from directory.models import WORDS, CourseRun, Offer, OfferOrganization
from directory.weekly_slots import WeeklySlotsField, parse_slots

Values = dict[str, Any]
GROUPS = (
    "organizations", "places", "languages", "runs", "sessions", "contacts", "districts_served", "next_offers",
    "successor",
)  # fmt: skip


def plan_offer(facts: Values, words: Values, home: str, today: date) -> Values:
    """Values of one offer. `home` is the place of its provider; `words` are the German ones."""
    values = {name: _plain(Offer, name, value, today) for name, value in facts.items() if name in _plain_fields()}
    values |= {name: str(words.get(name, "")).strip() for name in WORDS}
    if "confirmed" in facts:
        values["confirmed_on"] = _day(-facts["confirmed"], today)
        values["confirmed_by"] = "Anbieter"
    values["organizations"] = [_organization(text) for text in facts["organizations"]]
    values["places"] = [_place(entry) for entry in facts.get("places", [home] if home else [])]
    values["languages"] = [row for text in facts.get("languages", []) for row in _languages(text)]
    values["runs"] = [
        {name: _plain(CourseRun, name, value, today) for name, value in run.items()} for run in facts.get("runs", [])
    ]
    values["sessions"] = sorted(
        (row for entry in facts.get("sessions", []) for row in _sessions(entry, today)), key=lambda row: row["date"]
    )
    values["contacts"] = facts.get("contacts", [])
    values["districts_served"] = facts.get("districts_served", [])
    values["next_offers"] = facts.get("next_offers", [])
    values["successor"] = facts.get("successor", "")
    return values


def _plain_fields() -> frozenset[str]:
    skipped = {*WORDS, *GROUPS, "municipality"}
    return frozenset(f.name for f in Offer._meta.concrete_fields) - skipped


def _day(offset: int, today: date) -> str:
    return (today + timedelta(days=offset)).isoformat()


def _plain(model: type[models.Model], name: str, value: Any, today: date) -> Any:
    column = model._meta.get_field(name)
    if isinstance(column, WeeklySlotsField):
        return parse_slots(value)
    return _day(value, today) if isinstance(column, models.DateField) else value


def _organization(text: str) -> Values:
    code, _sep, role = text.partition(":")
    return {"organization": code, "role": role or OfferOrganization.Role.PROVIDER.value}


def _place(entry: str | Values) -> Values:
    entry = {"place": entry} if isinstance(entry, str) else entry
    return {
        "place": entry["place"],
        "status": entry.get("status", "laufend"),
        "slots": parse_slots(entry.get("slots", "")),
    }


def _languages(text: str) -> list[Values]:
    role, _sep, codes = text.partition(":")
    who, _sep, function = codes.partition("(")
    if role == "deutsch-noetig":
        return [{"role": role, "language": "de", "level": who.strip()}]
    return [
        {
            "role": role,
            "language": "" if code == "*" else code,
            "on_request": role == "dolmetschen",
            "staff_function": function.rstrip(") "),
        }
        for code in who.split()
    ]


def _sessions(entry: Values, today: date) -> list[Values]:
    """Dated meetings; `every` (days) and `count` repeat one."""
    start, _sep, end = entry.get("time", "").partition("-")
    return [
        {
            "place": entry.get("place", ""),
            "date": _day(entry["date"] + entry.get("every", 0) * number, today),
            "starts_at": _clock(start),
            "ends_at": _clock(end),
            "note": entry.get("note", ""),
        }
        for number in range(entry.get("count", 1))
    ]


def _clock(text: str) -> str | None:
    hour, _sep, minute = text.partition(":")
    return f"{int(hour):02d}:{minute or '00'}" if text else None
