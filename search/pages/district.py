"""The page of one quarter or village builds itself: who helps here, next dates, topics, offers, what is close by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from directory.memory import DistrictNote, Tenant, memory
from directory.pages.card import Card
from directory.pages.district_dates import area_of, facts_of, is_touring, next_in_area, way_lines
from directory.pages.district_map import DistrictMap, district_map
from directory.pages.organization_page import OrganizationPage, centers_in
from directory.pages.reading import Words
from directory.showing import Facts
from search.finding import find
from search.query import SearchQuery

# Dates are looked for among so many offers of the quarter, freshly confirmed first.
LOOKED_AT = 60
DATES, CARDS, TILES = 5, 6, 9
FIRST_CONTACT = "art:anlaufstelle"
RESIDENTS = "wohnort"


@dataclass(frozen=True)
class Tile:
    """One topic with the number of offers here."""

    icon: str
    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Near:
    """An offer close by, and how to get there."""

    card: Card
    way: list[Words]
    residents_only: str


@dataclass(frozen=True)
class DistrictPage:
    """Everything on the page, ready for the template."""

    note: DistrictNote
    name: str
    total: int
    offers_url: str
    tiles: list[Tile]
    centers: list[OrganizationPage]
    first_contacts: list[Card]
    dates: list[Card]
    coming_by: list[Card]
    offers: list[Card]
    near: list[Near]
    neighbors: list[DistrictNote]
    map: DistrictMap | None


def district_page(note: DistrictNote, tenant: Tenant, language: str, today: date) -> DistrictPage:
    """The page in the active `language`: six queries at most, whatever the quarter holds."""
    query = SearchQuery(tenant.slug, language, today, district=note.pk, page_size=LOOKED_AT)
    groups = {group.key: group for group in find(query, with_counts=False).groups}
    here = list(groups["here"].cards)
    near = list(groups["near"].cards) if "near" in groups and groups["here"].total < CARDS else []
    facts = facts_of(card.key for card in [*here, *near])
    area = area_of(tenant, note.pk)
    wider = frozenset(area | {inner for pk in note.neighbors for inner in area_of(tenant, pk)})
    dates = _dates(here, facts, area, tenant, today)[:DATES]
    coming_by = _dates((card for card in near if is_touring(facts[card.key])), facts, wider, tenant, today)
    told = {card.key for card in [*dates, *coming_by]}
    return DistrictPage(
        note=note,
        name=note.name(),
        total=groups["here"].total,
        offers_url=f"{reverse('results')}?stadtteil={note.slug}",
        tiles=_tiles(query, note, tenant),
        centers=centers_in(area, tenant),
        first_contacts=[card for card in here if FIRST_CONTACT in card.tags],
        dates=dates,
        coming_by=coming_by,
        offers=[card for card in here if card.key not in told][:CARDS],
        near=[_near(card, facts[card.key], wider, tenant) for card in near if card.key not in told][:CARDS],
        neighbors=_close_by(note, tenant),
        map=district_map(tenant),
    )


def _dates(
    cards: Iterable[Card], facts: dict[str, Facts], area: frozenset[int], tenant: Tenant, today: date
) -> list[Card]:
    found = [next_in_area(card, facts[card.key], area, tenant, today) for card in cards if card.key in facts]
    return sorted((card for card in found if card), key=lambda card: card.leaf.when or date.max)


def _tiles(query: SearchQuery, note: DistrictNote, tenant: Tenant) -> list[Tile]:
    """The biggest topics of the quarter; sensitive ones are found by search only."""
    only_here = replace(query, district=None, extra_tags=frozenset({f"d:{note.pk}"}), page_size=0)
    counts = find(only_here).counts[""]
    terms = [
        (counts.get(f"thema:{slug}", 0), term)
        for slug, term in memory().vocabulary("topic").items()
        if not term.sensitive and ("topic", slug) not in tenant.hidden
    ]
    biggest = sorted((found for found in terms if found[0]), key=lambda found: -found[0])[:TILES]
    return [
        Tile(
            icon=term.icon or "info",
            label=memory().label("topic", term.slug, tenant),
            url=f"{reverse('results')}?stadtteil={note.slug}&thema={term.slug}",
            count=count,
        )
        for count, term in biggest
    ]


def _near(card: Card, facts: Facts, area: frozenset[int], tenant: Tenant) -> Near:
    residents_only = memory().label("access", RESIDENTS, tenant) if RESIDENTS in facts["access_rules"] else ""
    return Near(card, way_lines(facts, area, tenant), residents_only)


def _close_by(note: DistrictNote, tenant: Tenant) -> list[DistrictNote]:
    """Neighbours by name; of a larger area the quarters inside it."""
    wanted = note.neighbors or {inner.pk for inner in tenant.districts.values() if note.pk in inner.parents}
    found = [tenant.districts_by_pk[pk] for pk in wanted if pk in tenant.districts_by_pk]
    return sorted(found, key=lambda other: other.name().casefold())
