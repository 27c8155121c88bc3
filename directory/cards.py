"""Offers as cards of a list: two queries for any number of them, from public documents and shown words only.

Every document is asked once more whether it may be listed today, so an offer that the index still holds but that was
withdrawn, or ended at midnight, never shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.badges import Badge, badges
from directory.memory import Tenant, memory
from directory.models import PublicDocument
from directory.notices import notice_labels
from directory.reading import ReaderText, Words, texts_for
from directory.room import NO_MORE_ROOM, room_of, seats_sentence
from directory.sentences import Freshness, freshness_of
from directory.showing import Facts, is_listed
from directory.tags import tags_of
from directory.when import Leaf, leaf_of, next_day, when_line

MOST_PLACES = 2


@dataclass(frozen=True)
class Card:
    """One offer in a list, ready to show in the active language."""

    key: str
    number: int
    url: str
    title: Words
    summary: Words
    leaf: Leaf
    when: str
    where: str
    seats: str
    badges: list[Badge]
    freshness: Freshness
    labels: list[str]
    tags: frozenset[str]
    districts: frozenset[int]
    source_key: str


def cards(keys: Sequence[str], tenant: Tenant, language: str, today: date) -> dict[str, Card]:
    """Cards by key, in the order of `keys`; `language` is the active one. What may not be listed is left out."""
    documents = PublicDocument.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "listed", "facts")
    facts = {str(pk): facts for pk, listed, facts in documents if is_listed(listed, facts, today)}
    texts = texts_for(facts, language, fields=("title", "summary"))
    return {key: _card(key, facts[key], texts[key], tenant, today) for key in keys if key in facts and key in texts}


def _card(key: str, facts: Facts, text: ReaderText, tenant: Tenant, today: date) -> Card:
    room = room_of(facts, today)
    return Card(
        key=key,
        number=facts["number"],
        url=reverse("offer", args=[facts["slug"]]),
        title=text["title"],
        summary=text["summary"],
        leaf=_leaf(facts, room["seats"], today),
        when=when_line(facts, today),
        where=where_line(facts, tenant),
        seats=seats_sentence(room, today) if room["seats"] in NO_MORE_ROOM else "",
        badges=badges(facts, tenant),
        freshness=freshness_of(facts, today),
        labels=notice_labels(text["title"], text["summary"]),
        tags=frozenset(tags_of(facts, memory().tenants.get(facts["municipality"], tenant), today)),
        districts=frozenset(facts["districts"]),
        source_key=facts["source"]["id"] if facts["source"] else "",
    )


def _leaf(facts: Facts, seats: str, today: date) -> Leaf:
    if seats in NO_MORE_ROOM:
        return Leaf("full")
    if facts["status"] != "laufend":
        return Leaf("clock")
    found = next_day(facts, today)
    return leaf_of(found) if found else Leaf("ask")


def where_line(facts: Facts, tenant: Tenant) -> str:
    """Districts and names of the places; a protected place is only told to be one."""
    places = [place for place in facts["places"] if place.get("status") != "beendet"]
    if any(place["protected"] for place in places):
        return _("We do not tell the address on the internet. Call us.")
    if len(places) > MOST_PLACES:
        text = ngettext("At %(count)d place", "At %(count)d places", len(places))
        return text % {"count": len(places)}
    return " · ".join(_place_line(place, tenant) for place in places)


def _place_line(place: Facts, tenant: Tenant) -> str:
    note = tenant.district(place["district"]["slug"]) if place["district"] else None
    return f"{note.name()}, {place['name']}" if note else place["name"]
