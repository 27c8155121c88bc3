"""The card with numbers that help at once. National numbers are shipped; the office adds its own and reviews all of
them twice a year. A shipped number replaces a row only when the file was checked later than the row."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Q
from modeltranslation.utils import build_localized_fieldname

from directory.memory import Tenant, memory
from directory.pages.when import date_words, join_words, slot_lines
from directory.vocabularies import LABELS
from directory.weekly_slots import parse_slots
from home.models import EmergencyNumber

SHIPPED = Path(__file__).parent / "data" / "emergency_numbers.csv"


@dataclass(frozen=True)
class Line:
    """One number as readers see it."""

    number: str
    label: str
    explanation: str
    icon: str
    urgent: bool
    free: bool
    always: bool
    hours: list[str]
    languages: str


@dataclass(frozen=True)
class Card:
    """The numbers of a municipality and the day of the oldest of them."""

    lines: list[Line]
    as_of: str


def emergency_card(tenant: Tenant) -> Card:
    """The card in the active language, in one query."""
    rows = list(EmergencyNumber.objects.filter(Q(municipality=None) | Q(municipality=tenant.pk)))
    oldest = min((row.reviewed_on for row in rows), default=None)
    return Card([_line(row) for row in rows], date_words(oldest) if oldest else "")


def _line(row: EmergencyNumber) -> Line:
    return Line(
        number=row.number,
        label=row.label,
        explanation=row.explanation,
        icon=row.icon,
        urgent=row.urgent,
        free=row.free,
        always=row.always,
        hours=slot_lines(row.slots),
        languages=join_words([memory().label("language", code) for code in row.languages]),
    )


def load_emergency_numbers(path: Path = SHIPPED) -> int:
    """Bring shipped numbers into the database; how many were added or replaced."""
    have = dict(EmergencyNumber.objects.values_list("slug", "reviewed_on"))
    written = 0
    with path.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file)):
            reviewed = date.fromisoformat(row["reviewed_on"])
            if row["slug"] not in have or have[row["slug"]] < reviewed:
                _write(row, position, reviewed)
                written += 1
    return written


def _write(row: dict[str, str], position: int, reviewed: date) -> None:
    words = {
        build_localized_fieldname(name, code): row[f"{name}_{column}"]
        for name in ("label", "explanation")
        for column, code in LABELS.items()
    }
    facts = {
        "number": row["number"],
        "icon": row["icon"],
        "urgent": row["urgent"] == "1",
        "free": row["free"] == "1",
        "always": not row["slots"],
        "slots": parse_slots(row["slots"]),
        "languages": row["languages"].split(),
        "position": position,
        "reviewed_on": reviewed,
    }
    EmergencyNumber.objects.update_or_create(slug=row["slug"], defaults=facts | words)
