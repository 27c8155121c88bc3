"""Offers for the index: public document + shown words + labels of their vocabulary values."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from directory.findable.database import count_tags, list_documents
from directory.findable.documents import SearchDocument, SearchSource, register
from directory.findable.tags import tags_of
from directory.memory import Tenant, memory
from directory.models import SHOWN, WORDS, OfferText, PublicDocument
from directory.models.offer_text import field_state
from directory.pages.cards import cards
from directory.showing import Facts, berlin_today
from directory.writing.publishing import BATCH, KIND, next_start, project

Words = tuple[tuple[str, str], ...]
# Public fact → vocabulary whose labels find the offer, in the languages of the pages.
SINGLE = {"kind": "kind", "branch": "branch", "course_type": "course-type"}
SEVERAL = {"topics": "topic", "target_groups": "target-group", "formats": "format"}
DOCUMENT_COLUMNS = ("offer_id", "municipality_id", "facts", "listed_until", "standing", "age_from", "age_to")
TEXT_COLUMNS = ("offer_id", "locale_id", "origin", *WORDS)


def load(keys: Iterable[str]) -> list[SearchDocument]:
    """Search documents of these offers as of today; offers without a public document or words are left out.

    Rows and no model objects: those take half the time of building the index.
    """
    documents = PublicDocument.objects.filter(pk__in=[int(key) for key in keys], listed=True)
    rows = list(documents.values_list(*DOCUMENT_COLUMNS, named=True))
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    texts: dict[int, dict[str, Any]] = {}
    for text in OfferText.objects.filter(offer__in=[row.offer_id for row in rows]).values_list(
        *TEXT_COLUMNS, named=True
    ):
        texts.setdefault(text.offer_id, {})[locales[text.locale_id]] = text
    towns = {tenant.pk: _Town(tenant, berlin_today()) for tenant in memory().tenants.values()}
    found = [towns[row.municipality_id].document(row, texts.get(row.offer_id, {})) for row in rows]
    return [document for document in found if document]


class _Town:
    """Makes documents of one municipality; what many offers share is looked up once."""

    def __init__(self, tenant: Tenant, today: date) -> None:
        self.tenant, self.today = tenant, today
        self._labels: dict[tuple[str, str], Words] = {}
        self._districts: dict[tuple[int, ...], Words] = {}

    def document(self, row: Any, texts: dict[str, Any]) -> SearchDocument | None:
        """None without words in the source language: one broken offer must not keep all others out of the index."""
        facts = row.facts
        language = facts["source_language"]
        if language not in texts:
            return None
        values = _values(facts)
        labels = self._labels_of([*values, *([("cost", "frei")] if "frei" in facts["costs"] else [])])
        districts, shown = self._districts_of(facts["districts"]), _shown(texts, language)
        return SearchDocument(
            kind=KIND,
            key=str(row.offer_id),
            municipality=self.tenant.slug,
            title=shown["title"],
            labels=labels,
            body=(*(pair for field in WORDS[1:] for pair in shown[field]), *_names(facts), *districts),
            tags=tuple(tags_of(facts, self.tenant, self.today)),
            listed_until=row.listed_until,
            next_start=next_start(facts, self.today),
            standing=row.standing,
            age_from=row.age_from,
            age_to=row.age_to,
            passages=((language, _passage(language, shown, labels, districts)),),
            values=tuple(f"{vocabulary}:{slug}" for vocabulary, slug in values),
        )

    def _labels_of(self, values: Iterable[tuple[str, str]]) -> Words:
        found: list[tuple[str, str]] = []
        for value in values:
            if value not in self._labels:
                term = memory().vocabulary(value[0]).get(value[1])
                labels = self.tenant.labels_of(term) if term else {}
                self._labels[value] = tuple(
                    (code, labels[code]) for code, _name in settings.LANGUAGES if code in labels
                )
            found += self._labels[value]
        return tuple(found)

    def _districts_of(self, keys: list[int]) -> Words:
        """Districts of an offer and what they are part of."""
        key = tuple(keys)
        if key not in self._districts:
            found = sorted({parent for pk in keys for parent in self.tenant.ancestors(pk)} | set(keys))
            notes = [self.tenant.districts_by_pk[pk] for pk in found if pk in self.tenant.districts_by_pk]
            self._districts[key] = tuple(name for note in notes for name in note.names.items())
        return self._districts[key]


def _shown(texts: dict[str, Any], language: str) -> dict[str, Words]:
    """Words of each field in the languages in which readers see them."""
    source = texts[language]
    return {
        field: tuple(
            (code, words)
            for code, text in texts.items()
            if (words := getattr(text, field))
            and (text is source or field_state(words, text.origin.get(field, {}), getattr(source, field)) in SHOWN)
        )
        for field in WORDS
    }


def _passage(language: str, shown: dict[str, Words], labels: Words, districts: Words) -> str:
    """What the encoder reads: words, labels and districts in the source language, without names of organizations and
    places, so that offers with the same words share a vector."""
    said = [text for field in WORDS for code, text in shown[field] if code == language]
    both = [", ".join(dict.fromkeys(name for code, name in names if code == language)) for names in (labels, districts)]
    return ". ".join(filter(None, [*said, *both]))


def _values(facts: Facts) -> list[tuple[str, str]]:
    """Vocabulary values that somebody chose for the offer."""
    values = [(vocabulary, facts[fact]) for fact, vocabulary in SINGLE.items() if facts[fact]]
    return values + [(vocabulary, slug) for fact, vocabulary in SEVERAL.items() for slug in facts[fact]]


def _names(facts: Facts) -> Iterator[tuple[str, str]]:
    language = facts["source_language"]
    yield from ((language, organization["name"]) for organization in facts["organizations"])
    yield from ((language, place["name"]) for place in facts["places"] if not place["protected"])


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
