"""The write paths. Whatever changes a live offer ends in `project()`: the public document, the words of the source
language and the outbox row are written in the transaction of the change (docs/decisions/0002)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Locale

from directory.findable.tags import tags_of
from directory.freshness import limit_days
from directory.memory import memory
from directory.models import WORDS, Offer, OfferText, OutboxEntry, PublicDocument
from directory.showing import LISTED_STATUSES, Facts, berlin_today, changes_on, day, listed_until, open_runs
from directory.writing.projection import public_facts
from directory.writing.protection import protected_keys, public_words, withhold_streets

KIND = "offer"
BATCH = 500
EPOCH = date(1970, 1, 1)


def queue(keys: Iterable[Any], kind: str = KIND) -> None:
    """Write an outbox row for each record, in the running transaction."""
    OutboxEntry.objects.bulk_create([OutboxEntry(kind=kind, key=str(key)) for key in keys], batch_size=BATCH)


def forget_deleted(instance: PublicDocument, **_signal: Any) -> None:
    """A document is gone (an offer was deleted by hand): the index has to forget it."""
    queue([instance.pk])


def standing(confirmed_on: date | None, number: int) -> int:
    """Order of lists without a query: last confirmed first, then older entries first. Fits 63 bits."""
    days = (confirmed_on - EPOCH).days if confirmed_on else 0
    return max(days, 0) * 2**32 + (2**32 - 1 - number)


def next_start(facts: Facts, today: date) -> date | None:
    """The nearest start that is still to come, of a run or a dated session."""
    days = [day(run.get("starts_on")) for run in open_runs(facts, today)]
    days += [day(session["date"]) for session in facts["sessions"]]
    return min((found for found in days if found and found >= today), default=None)


def _document(offer: Offer, today: date) -> PublicDocument:
    facts = public_facts(offer)
    tenant = memory().tenants[offer.municipality.slug]
    return PublicDocument(
        offer=offer,
        municipality=offer.municipality,
        slug=offer.slug,
        listed=offer.live and offer.status in LISTED_STATUSES,
        listed_until=listed_until(facts),
        changes_on=changes_on(facts, today),
        standing=standing(offer.confirmed_on, offer.pk),
        next_start=next_start(facts, today),
        age_from=offer.age_from or 0,
        age_to=offer.age_to if offer.age_to is not None else 200,
        tags="|" + "|".join(tags_of(facts, tenant, today)) + "|",
        facts=facts | {"limit_days": limit_days(offer.kind, offer.review_days)},
    )


@transaction.atomic
def project(keys: Sequence[int], today: date | None = None) -> None:
    """Store the public side of offers: document, source words, outbox row. An offer that was never live, or was
    taken offline, has no document; its words in other languages stay. Offers that point at one of these follow."""
    today = today or berlin_today()
    keys = [*keys, *_pointing_at(keys)]
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        # A writer at the same time waits here and then reads what the other one wrote (SQLite has one writer anyway).
        list(Offer.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
        offers = list(Offer.objects.filter(pk__in=batch).with_facts())
        live = [offer for offer in offers if offer.live]
        offline = [offer.pk for offer in offers if not offer.live]
        PublicDocument.objects.filter(pk__in=offline).delete()
        _store_documents([_document(offer, today) for offer in live])
        _store_source_words(live)
        queue(offer.pk for offer in live)


def _pointing_at(keys: Sequence[int]) -> list[int]:
    """Other live offers whose document names one of these as what came after or comes next."""
    found: set[int] = set()
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        for pointing in (Q(successor__in=batch), Q(next_offers__in=batch)):  # one OR would read all offers
            found |= set(Offer.objects.filter(pointing, live=True).values_list("pk", flat=True))
    return sorted(found - set(keys))


def _store_documents(documents: list[PublicDocument]) -> None:
    columns = [f.name for f in PublicDocument._meta.concrete_fields if not f.primary_key]
    PublicDocument.objects.bulk_create(
        documents, batch_size=100, update_conflicts=True, unique_fields=["offer"], update_fields=columns
    )


def _store_source_words(offers: list[Offer]) -> None:
    """Copy the words of the offers into their source rows and recount what is left to translate elsewhere."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows: dict[int, list[OfferText]] = {}
    for row in OfferText.objects.filter(offer__in=[offer.pk for offer in offers]):
        rows.setdefault(row.offer_id, []).append(row)
    protected = protected_keys(offer.pk for offer in offers)
    new, changed, translated = [], [], []
    for offer in offers:
        locale, words = locales[offer.source_language], public_words(offer, protected)
        have = rows.get(offer.pk, [])
        source = next((row for row in have if row.locale_id == locale.pk), None)
        if source is None:
            source = OfferText(offer=offer, locale=locale, translation_key=offer.key)
            new.append(source)
        elif any(getattr(source, field) != text for field, text in words.items()):
            changed.append(source)
        for field, text in words.items():
            setattr(source, field, text)
        for row in have:
            withheld = row is not source and offer.pk in protected and withhold_streets(row)
            if row is not source and ((todo := row.count_todo(offer)) != row.todo or withheld):
                row.todo = todo
                translated.append(row)
    OfferText.objects.bulk_create(new, batch_size=100)
    OfferText.objects.bulk_update(changed, WORDS, batch_size=100)
    OfferText.objects.bulk_update(translated, [*WORDS, "origin", "todo"], batch_size=100)
