"""Writes invented offers in bulk, on the same path as an import."""

from collections.abc import Callable
from datetime import date
from itertools import count
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from directory.models import (
    CourseRun,
    Municipality,
    Offer,
    OfferLanguage,
    OfferLocation,
    OfferOrganization,
    Session,
    Source,
)
from directory.showing import berlin_today
from directory.writing.publishing import project
from directory.writing.texts import Translation, write_many
from exchange.made.copies import copy_offers
from exchange.made.facts import MadeFacts, made_facts
from exchange.made.town import SOURCE, MadeTown, made_town
from exchange.made.words import SOURCE_LANGUAGE, MadeText, made_texts

BATCH, COPIED_AT_ONCE = 500, 10_000
DIFFERENT = 100_000
Tell = Callable[[str, int, int], None]
Made = tuple[int, Offer, MadeText, MadeFacts]


def make_offers(number: int, municipality: Municipality, seed: int, tell: Tell, different: int = DIFFERENT) -> int:
    """Add invented offers that are live at once; each batch is a transaction of its own. Returns how many. Those above
    `different` are copies of the ones before."""
    town = made_town(municipality, number, Random(seed))  # noqa: S311
    first = _last_number(town.source) + 1
    today, locales = berlin_today(), {locale.language_code: locale for locale in Locale.objects.all()}
    made = min(number, different)
    for start in range(first, first + made, BATCH):
        numbers = range(start, min(start + BATCH, first + made))
        _write([_make(found, town, seed, today) for found in numbers], town, locales, seed)
        tell("Offers", numbers.stop - first, number)
    if number > made:
        _copy(town, made, number, tell)
    return number


def _copy(town: MadeTown, made: int, number: int, tell: Tell) -> None:
    newest = Offer.objects.filter(source=town.source).order_by("-pk").values_list("pk", flat=True)[:made]
    keys = sorted(newest)
    done = made
    while done < number:
        start = done % made
        part = keys[start : start + min(COPIED_AT_ONCE, number - done)]
        copy_offers(town.source, _address(town.municipality), part[0], part[-1], done - start)
        done += len(part)
        tell("Offers", done, number)


def _address(municipality: Municipality) -> str:
    return f"erfunden-{municipality.slug}-"


def _last_number(source: Source) -> int:
    newest = Offer.objects.filter(source=source).order_by("-pk").values_list("source_key", flat=True).first()
    return int(newest or 0)


def _make(number: int, town: MadeTown, seed: int, today: date) -> Made:
    texts, now = made_texts(), timezone.now()
    text = texts[number % len(texts)]
    facts = made_facts(text, Random(f"{seed} {number}"), today)  # noqa: S311
    offer = Offer(
        municipality=town.municipality,
        source=town.source,
        source_key=str(number),
        source_language=SOURCE_LANGUAGE,
        slug=f"{_address(town.municipality)}{number}",
        live=True,
        first_published_at=now,
        last_published_at=now,
        **text.words[SOURCE_LANGUAGE],
        **facts.values,
    )
    return number, offer, text, facts


@transaction.atomic
def _write(made: list[Made], town: MadeTown, locales: dict[str, Locale], seed: int) -> None:
    offers = Offer.objects.bulk_create([offer for _number, offer, _text, _facts in made], batch_size=100)
    _write_frame(made, town, seed)
    for model, name in ((OfferLanguage, "languages"), (CourseRun, "runs"), (Session, "sessions")):
        _write_rows(model, [(offer, getattr(facts, name)) for _number, offer, _text, facts in made])
    project([offer.pk for offer in offers])
    translations = [
        Translation(offer, locales[language], words)
        for _number, offer, text, _facts in made
        for language, words in text.words.items()
        if language in locales
    ]
    write_many(translations, how="import", tool=SOURCE)


def _write_frame(made: list[Made], town: MadeTown, seed: int) -> None:
    """Who runs the offers, and where."""
    providers, sites = [], []
    for number, offer, _text, facts in made:
        chance = Random(f"{seed} frame {number}")  # noqa: S311
        providers.append(OfferOrganization(offer=offer, organization=chance.choice(town.organizations), sort_order=0))
        if facts.has_place:
            sites.append(OfferLocation(offer=offer, location=chance.choice(town.places), sort_order=0))
    OfferOrganization.objects.bulk_create(providers)
    OfferLocation.objects.bulk_create(sites)


def _write_rows(model: Any, pairs: list[tuple[Offer, list[dict[str, Any]]]]) -> None:
    positions = count()
    model.objects.bulk_create(
        model(offer=offer, sort_order=next(positions), **row) for offer, rows in pairs for row in rows
    )
