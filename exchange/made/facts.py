"""Plausible facts for invented offers: what a town of this kind would answer, with the usual gaps."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from exchange.made.words import MadeText

Values = dict[str, Any]
# Value → how many of 100 offers have it.
REACHES = {"quartier": 55, "stadtteile": 5, "stadtweit": 22, "landkreis": 6, "online": 7, "telefon": 5}
COSTS = {"frei": 55, "betrag": 15, "but": 8, "kostentraeger": 10, "spende": 4, "unbekannt": 8}
REGISTRATIONS = {"ohne": 35, "telefon": 30, "mail": 12, "persoenlich": 12, "formular-web": 6, "unbekannt": 5}
CHILDCARE = {"unbekannt": 60, "vor-ort": 12, "kind-darf-mit": 14, "organisiert": 4, "keine": 10}
STATUSES = {"laufend": 93, "geplant": 3, "pausiert": 2, "beendet": 2}
SEATS = {"frei": 45, "wenige": 15, "voll": 12, "warteliste": 8, "unbekannt": 20}
LANGUAGES = {"en": 25, "ar": 20, "uk": 14, "ru": 14, "tr": 10, "fa": 6, "pl": 5, "ro": 3, "kmr": 2, "ti": 1}
WEEKDAYS = {"mo": 20, "di": 20, "mi": 20, "do": 20, "fr": 12, "sa": 7, "so": 1}
HOURS = {
    ("09:00", "11:30"): 30,
    ("10:00", "12:00"): 20,
    ("14:00", "16:00"): 25,
    ("17:00", "19:00"): 15,
    ("18:30", "20:00"): 10,
}
LEVELS = {("alpha", "a0"): 10, ("a0", "a1"): 25, ("a1", "a2"): 30, ("a2", "b1"): 20, ("b1", "b2"): 15}
AGES = {
    "kinder-3-6": (3, 6),
    "grundschule": (6, 10),
    "jugend": (12, 17),
    "junge-erwachsene": (18, 27),
    "maedchen": (10, 17),
}
ONLY_FOR = {"frauen": "nur-frauen", "maedchen": "nur-maedchen"}
WITH_RUNS = frozenset({"sprachkurs", "kurs", "sportangebot"})
SPOKEN_IN = {"beratung": "beratung", "sprechstunde": "beratung"}


@dataclass
class MadeFacts:
    """Columns of one offer, and of the rows that belong to it."""

    values: Values
    languages: list[Values] = field(default_factory=list)
    runs: list[Values] = field(default_factory=list)
    sessions: list[Values] = field(default_factory=list)

    @property
    def has_place(self) -> bool:
        return "vor-ort" in self.values["formats"]


def pick(chance: Random, shares: dict[Any, int]) -> Any:
    return chance.choices(list(shares), list(shares.values()))[0]


def made_facts(text: MadeText, chance: Random, today: date) -> MadeFacts:
    """Facts that fit a text; dates count from `today`."""
    reach = pick(chance, REACHES)
    age_from, age_to = AGES.get(text.group, (None, None))
    values: Values = {
        "kind": text.kind,
        "topics": text.topics,
        "branch": text.branch,
        "course_type": text.course_type,
        "target_groups": [text.group],
        "status": pick(chance, STATUSES),
        "duration": "befristet" if chance.random() < 0.05 else "regel",
        "reach": reach,
        "formats": [reach] if reach in ("online", "telefon") else ["vor-ort"],
        "access_rules": _access(text, chance),
        "registration": [pick(chance, REGISTRATIONS)],
        "age_from": age_from,
        "age_to": age_to,
        "childcare": pick(chance, CHILDCARE),
        "confirmed_on": today - timedelta(days=int(chance.expovariate(1 / 120))) if chance.random() < 0.85 else None,
        "confirmed_by": "Träger",
        "professional": chance.random() < 0.01,
    }
    found = MadeFacts(values | _cost(chance), languages=_languages(text, chance))
    if text.kind in WITH_RUNS:
        _add_runs(found, text, chance, today)
    elif chance.random() < 0.9:
        values["slots"] = found.values["slots"] = _slots(chance)
    if chance.random() < 0.05:
        day = today + timedelta(days=chance.randrange(1, 90))
        found.sessions = [{"date": day, "starts_at": "10:00", "ends_at": "12:00"}]
    return found


def _access(text: MadeText, chance: Random) -> list[str]:
    if text.group in ONLY_FOR and chance.random() < 0.6:
        return [ONLY_FOR[text.group]]
    return [pick(chance, {"offen": 82, "wohnort": 6, "berechtigung": 6, "unbekannt": 6})]


def _cost(chance: Random) -> Values:
    cost = pick(chance, COSTS)
    if cost != "betrag":
        return {"costs": [cost]}
    return {
        "costs": [cost],
        "amount": Decimal(chance.randrange(1, 60)),
        "amount_unit": chance.choice(["einmal", "monat"]),
    }


def _slots(chance: Random) -> list[Values]:
    start, end = pick(chance, HOURS)
    days = {pick(chance, WEEKDAYS) for _time in range(chance.choice([1, 1, 2, 3]))}
    return [{"day": day, "start": start, "end": end} for day in WEEKDAYS if day in days]


def _languages(text: MadeText, chance: Random) -> list[Values]:
    role = SPOKEN_IN.get(text.kind, "personal")
    spoken = {pick(chance, LANGUAGES) for _time in range(chance.choice([0, 1, 1, 2, 3]))}
    rows = [{"role": role, "language": language} for language in sorted(spoken)]
    if chance.random() < 0.1:
        rows.append({"role": "dolmetschen", "language": "", "on_request": True})
    if chance.random() < 0.25:
        rows.append({"role": "deutsch-noetig", "language": "de", "level": chance.choice(["a0", "a1", "a2"])})
    return rows


def _add_runs(found: MadeFacts, text: MadeText, chance: Random, today: date) -> None:
    """One to three runs, half a year apart; the first one may have begun or even be over."""
    first, last = pick(chance, LEVELS) if text.course_type else ("", "")
    found.values |= {"level_from": first, "level_to": last}
    start, slots = today + timedelta(days=chance.randrange(-150, 60)), _slots(chance)
    for _run in range(chance.choice([1, 1, 2, 3])):
        run = {"starts_on": start, "ends_on": start + timedelta(days=120), "slots": slots, "seats": pick(chance, SEATS)}
        found.runs.append(run | {"level_from": first, "level_to": last})
        start += timedelta(days=180)
