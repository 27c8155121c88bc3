"""Offers for the index: public document + shown words + labels of their vocabulary values."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from directory.findable.database import count_tags, list_documents
from directory.findable.documents import SearchDocument, SearchSource, register
from directory.findable.tags import tags_of
from directory.memory import Tenant, memory
from directory.models import SHOWN, WORDS, OfferText, PublicDocument
from directory.pages.cards import cards
from directory.showing import Facts, berlin_today
from directory.writing.publishing import BATCH, KIND, next_start, project

Words = tuple[tuple[str, str], ...]
# Public fact → vocabulary whose labels find the offer, in the languages of the pages.
SINGLE = {"kind": "kind", "branch": "branch", "course_type": "course-type"}
SEVERAL = {"topics": "topic", "target_groups": "target-group", "formats": "format"}


def load(keys: Iterable[str]) -> list[SearchDocument]:
    """Search documents of these offers as of today; offers without a public document or words are left out."""
    today = berlin_today()
    documents = list(PublicDocument.objects.filter(pk__in=[int(key) for key in keys]).select_related("municipality"))
    texts: dict[int, list[OfferText]] = {}
    for row in OfferText.objects.filter(offer__in=[d.pk for d in documents]).select_related("locale"):
        texts.setdefault(row.offer_id, []).append(row)
    tenants = memory().tenants
    found = [_document(d, texts.get(d.pk, []), tenants[d.municipality.slug], today) for d in documents if d.listed]
    return [document for document in found if document]


def _document(document: PublicDocument, texts: list[OfferText], tenant: Tenant, today: date) -> SearchDocument | None:
    """None without words in the source language: one broken offer must not keep all others out of the index."""
    facts = document.facts
    source = next((row for row in texts if row.locale.language_code == facts["source_language"]), None)
    if source is None:
        return None
    shown = {
        field: tuple(
            (row.locale.language_code, getattr(row, field))
            for row in texts
            if getattr(row, field) and row.state(field, source) in SHOWN
        )
        for field in WORDS
    }
    return SearchDocument(
        kind=KIND,
        key=str(document.pk),
        municipality=tenant.slug,
        title=shown["title"],
        labels=tuple(_labels(facts, tenant)),
        body=(*(pair for field in WORDS[1:] for pair in shown[field]), *_names(facts, tenant)),
        tags=tuple(tags_of(facts, tenant, today)),
        listed_until=document.listed_until,
        next_start=next_start(facts, today),
        standing=document.standing,
        age_from=document.age_from,
        age_to=document.age_to,
        passages=_passages(facts, shown, tenant),
        values=tuple(f"{vocabulary}:{slug}" for vocabulary, slug in _values(facts)),
    )


def _passages(facts: Facts, shown: dict[str, Words], tenant: Tenant) -> Words:
    """What the encoder reads: words, labels and districts in the source language, without names of organizations and
    places, so that offers with the same words share a vector."""
    language = facts["source_language"]
    said = [text for field in WORDS for code, text in shown[field] if code == language]
    labels = dict.fromkeys(label for code, label in _labels(facts, tenant) if code == language)
    districts = dict.fromkeys(name for code, name in _district_names(facts, tenant) if code == language)
    return ((language, ". ".join(filter(None, [*said, ", ".join(labels), ", ".join(districts)]))),)


def _values(facts: Facts) -> list[tuple[str, str]]:
    """Vocabulary values that somebody chose for the offer."""
    values = [(vocabulary, facts[fact]) for fact, vocabulary in SINGLE.items() if facts[fact]]
    return values + [(vocabulary, slug) for fact, vocabulary in SEVERAL.items() for slug in facts[fact]]


def _labels(facts: Facts, tenant: Tenant) -> Iterator[tuple[str, str]]:
    for vocabulary, slug in [*_values(facts), *([("cost", "frei")] if "frei" in facts["costs"] else [])]:
        if term := memory().vocabulary(vocabulary).get(slug):
            labels = tenant.labels_of(term)
            yield from ((code, labels[code]) for code, _name in settings.LANGUAGES if code in labels)


def _names(facts: Facts, tenant: Tenant) -> Iterator[tuple[str, str]]:
    language = facts["source_language"]
    yield from ((language, organization["name"]) for organization in facts["organizations"])
    yield from ((language, place["name"]) for place in facts["places"] if not place["protected"])
    yield from _district_names(facts, tenant)


def _district_names(facts: Facts, tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Districts of the offer and what they are part of."""
    found = {parent for pk in facts["districts"] for parent in tenant.ancestors(pk)} | set(facts["districts"])
    for pk in sorted(found):
        if note := tenant.districts_by_pk.get(pk):
            yield from note.names.items()


def all_keys() -> Iterator[str]:
    """Every offer with a public document, read in steps so that 100,000 do not fill the memory."""
    last = 0
    while True:
        keys = PublicDocument.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        if not keys:
            return
        yield from map(str, keys)
        last = keys[len(keys) - 1]


def refresh_lapsed(today: date) -> int:
    """Project offers anew whose run or session ended before today, so that the counts of facets follow."""
    keys = list(PublicDocument.objects.filter(changes_on__lt=today).values_list("pk", flat=True))
    project(keys, today)
    return len(keys)


register(
    SearchSource(
        kind=KIND,
        load=load,
        all_keys=all_keys,
        refresh_lapsed=refresh_lapsed,
        cards=cards,
        list_documents=list_documents,
        count_tags=count_tags,
    )
)
