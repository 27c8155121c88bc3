"""Kinds of record that stand beside the offers (guides): a small group under the hits, and a list of their own. The
parameter `bereich` names one of them as its source does."""

from collections.abc import Iterator
from dataclasses import replace

from directory.findable.documents import sources
from search.finding import Found, find
from search.query import SearchQuery

AREA = "bereich"
MOST = 3


def kind_of(area: str) -> str:
    """The kind that calls itself so in addresses; empty when there is none."""
    return next((kind for kind, source in sources().items() if area and source.aside == area), "")


def area_of(kinds: tuple[str, ...]) -> str:
    """The name in addresses of the one kind that is asked for; empty for lists of offers."""
    return sources()[kinds[0]].aside if len(kinds) == 1 else ""


def beside(found: Found) -> Iterator[tuple[str, Found]]:
    """For each kind that stands aside its name in addresses and its best hits; they know neither filters nor places.
    Only words find them, on the first page of the offers, and what only comes near is not worth a place beside."""
    query = found.query
    if not query.text or query.page > 1 or query.kinds:
        return
    for kind, source in sources().items():
        if source.aside:
            hits = find(alone(replace(query, kinds=(kind,), page_size=MOST)), with_counts=False)
            if hits.cards and not hits.uncertain:
                yield source.aside, hits


def alone(query: SearchQuery) -> SearchQuery:
    """The query with nothing but its words; a district or an age that they name narrows nothing here."""
    plain = replace(query, district=None, filters=(), age=None, professional=False, sorting="treffer")
    return replace(plain, ignored=plain.ignored | {"stadtteil", "alter"})
