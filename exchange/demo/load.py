"""Loads the demo: frame first, then offers and words, in one transaction."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from directory.models import ImportedRecord, Offer
from directory.showing import berlin_today
from directory.writing.live_writes import live_write
from directory.writing.publishing import project
from exchange.demo.plan import Values, plan_offer
from exchange.demo.reading import offers as read_offers
from exchange.demo.reading import table
from exchange.demo.reading import words as read_words
from exchange.demo.records import Writer
from exchange.demo.town import Town, load_town
from exchange.demo.wording import Entry, write_words

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


@dataclass
class Report:
    """What a run did; `added` counts rows of the frame by kind."""

    day: str
    added: dict[str, int] = field(default_factory=dict)
    offers_added: int = 0
    offers_changed: int = 0
    offers_unchanged: int = 0
    words_written: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Planned:
    """One offer as the files want it now."""

    code: str
    municipality: str
    live: bool
    values: Values
    words: dict[str, Entry]

    @property
    def wanted(self) -> Values:
        """Facts and words together, as they are remembered and compared."""
        return self.values | {f"words {language}": entry for language, entry in self.words.items()}


def offer_key(code: str) -> UUID:
    """The key of a demo offer, the same in every installation."""
    return uuid5(NAMESPACE_URL, f"https://stadtlotse.example.org/demo/{code}")


@transaction.atomic
def load_demo(day: date | None = None, tell: Callable[[str], None] = lambda line: None) -> Report:
    """Bring the demo to the state that the files describe for a day (default: today in Berlin)."""
    day = day or berlin_today()
    tell("Districts, places and organisations ...")
    town = load_town(day)
    report = Report(day=day.isoformat(), added=town.added)
    plans = _plans(day)
    tell(f"{len(plans)} offers ...")
    _load_offers(town, plans, day, report)
    return report


def _plans(day: date) -> list[Planned]:
    homes = {row["code"]: row["place"] for row in table("organizations")}
    words = read_words()
    german = words.pop(settings.LANGUAGE_CODE)
    plans = []
    for code, facts in read_offers():
        home = homes[facts["organizations"][0].partition(":")[0]]
        plans.append(
            Planned(
                code=code,
                municipality=facts.get("municipality", "wendelbrueck"),
                live=facts.get("live", True),
                values=plan_offer(facts, german[code], home, day),
                words={language: entries[code] for language, entries in words.items() if code in entries},
            )
        )
    return plans


def _load_offers(town: Town, plans: list[Planned], day: date, report: Report) -> None:
    offers, new = _create_missing(town, plans)
    records = {record.offer_id: record for record in ImportedRecord.objects.filter(source__in=town.sources.values())}
    due: dict[str, Values] = {}
    for plan in plans:
        before = records[offers[plan.code].pk].values if offers[plan.code].pk in records else {}
        due[plan.code] = {
            name: value for name, value in plan.wanted.items() if name not in before or before[name] != value
        }
    changed = [plan for plan in plans if due[plan.code]]
    writer = Writer(town, offers)
    keys = [offers[plan.code].pk for plan in changed]
    with live_write(keys):
        for plan in changed:
            writer.write(offers[plan.code], {name: v for name, v in due[plan.code].items() if name in plan.values})
        report.words_written = write_words(
            (offers[plan.code], language, entry)
            for plan in changed
            for language, entry in plan.words.items()
            if f"words {language}" in due[plan.code]
        )
        _remember(town, changed, offers)
    if day != berlin_today():
        project(keys, day)
    report.offers_added = len(new)
    report.offers_changed = len(changed) - len(new)
    report.offers_unchanged = len(plans) - len(changed)


def _create_missing(town: Town, plans: list[Planned]) -> tuple[dict[str, Offer], list[Offer]]:
    """All offers by code, and those that were not there before."""
    have = {offer.key: offer for offer in Offer.objects.filter(key__in=[offer_key(plan.code) for plan in plans])}
    new = [_bare_offer(town, plan) for plan in plans if offer_key(plan.code) not in have]
    Offer.objects.bulk_create(new)
    have |= {offer.key: offer for offer in new}
    return {plan.code: have[offer_key(plan.code)] for plan in plans}, new


def _bare_offer(town: Town, plan: Planned) -> Offer:
    name = plan.values.get("neutral_title") or plan.values["title"]
    return Offer(
        municipality=town.municipalities[plan.municipality],
        key=offer_key(plan.code),
        slug=slugify(f"{name} {plan.code}".translate(UMLAUTS)),
        title=plan.values["title"],
        live=plan.live,
        source=town.sources[plan.municipality],
        source_key=plan.code,
    )


def _remember(town: Town, plans: list[Planned], offers: dict[str, Offer]) -> None:
    """Keep what the files said, as the base of the comparison of the next run."""
    for plan in plans:
        ImportedRecord.objects.update_or_create(
            source=town.sources[plan.municipality],
            source_key=plan.code,
            defaults={"offer": offers[plan.code], "values": plan.wanted},
        )
