"""One offer as a card of a list, made from its public facts and shown words."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.findable.tags import tags_of
from directory.memory import Tenant, memory
from directory.pages.badges import Badge, badges
from directory.pages.freshness_words import Freshness, freshness_of
from directory.pages.notices import notice_labels
from directory.pages.reading import ReaderText, Words
from directory.pages.room import NO_MORE_ROOM, room_of, seats_sentence
from directory.pages.when import Leaf, leaf_of, next_day, when_line
from directory.showing import Facts

MOST_PLACES = 2
# A hit tells in one line what it is; the rest stands on the page of the offer.
LONGEST_LINE = 80
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")


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

    @property
    def source_keys(self) -> dict[str, str]:
        """Ids of the record in its source, by language where each language has its own."""
        return {"": self.source_key} if self.source_key else {}

    @cached_property
    def html(self) -> str:
        """The card as it stands in a hit, without why it was found; rendered once, in the language it was made in."""
        return render_to_string("components/card.html", {"card": self})


def make_card(key: str, facts: Facts, text: ReaderText, tenant: Tenant, today: date) -> Card:
    """A card in the active language."""
    room = room_of(facts, today)
    return Card(
        key=key,
        number=facts["number"],
        url=reverse("offer", args=[facts["slug"]]),
        title=text["title"],
        summary=replace(text["summary"], text=first_sentence(text["summary"].text)),
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
    if note is None or note.name() in place["name"]:
        return str(place["name"])
    return f"{note.name()}, {place['name']}"


def first_sentence(text: str) -> str:
    """The first sentence, with its answer when it is a question and both fit; a very long one is cut between words."""
    first, *others = SENTENCE_END.split(text.strip())
    answered = f"{first} {others[0]}" if others and first.endswith(("?", "؟")) else first
    if len(answered) <= LONGEST_LINE:
        return answered
    return first if len(first) <= LONGEST_LINE else f"{first[:LONGEST_LINE].rpartition(' ')[0]}\u00a0…"
