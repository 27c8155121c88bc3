"""What takes place in one area: an offer with several places, runs or meetings is only told by those in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from directory.memory import Tenant
from directory.models import PublicDocument
from directory.pages.card import Card, where_line
from directory.pages.offer_places import places
from directory.pages.reading import Words
from directory.pages.when import leaf_of, next_day, when_line
from directory.showing import Facts

TOURING = "wechselnd"
# Leaves that say why there is no date now.
NOT_NOW = ("full", "clock")


def facts_of(keys: Iterable[str]) -> dict[str, Facts]:
    """Public facts by key, in one query."""
    rows = PublicDocument.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "facts")
    return {str(pk): facts for pk, facts in rows}


def area_of(tenant: Tenant, pk: int) -> frozenset[int]:
    """A district and everything inside it."""
    return frozenset({pk, *(inner for inner in tenant.districts_by_pk if pk in tenant.ancestors(inner))})


def facts_within(facts: Facts, area: frozenset[int]) -> Facts:
    """The same facts with only the places, runs and meetings of an area; those without a place of their own stay."""
    return facts | {
        "places": [place for place in facts["places"] if _is_in(place, area)],
        "runs": [run for run in facts["runs"] if run["place"] is None or _is_in(run["place"], area)],
        "sessions": [item for item in facts["sessions"] if item["place"] is None or _is_in(item["place"], area)],
    }


def _is_in(place: Facts, area: frozenset[int]) -> bool:
    return bool(place.get("district")) and place["district"]["pk"] in area


def is_touring(facts: Facts) -> bool:
    """Whether an offer comes to people instead of staying at one place."""
    return TOURING in facts["formats"]


def next_in_area(card: Card, facts: Facts, area: frozenset[int], tenant: Tenant, today: date) -> Card | None:
    """The card with the next day and place in an area; None when no day there is known."""
    local = facts_within(facts, area)
    found = None if card.leaf.kind in NOT_NOW else next_day(local, today)
    if found is None:
        return None
    meetings = [item for item in local["sessions"] if item["date"] == found.isoformat()]
    starting = [run for run in local["runs"] if run.get("starts_on") == found.isoformat()]
    own = [item["place"] for item in (*meetings, *starting) if item["place"]][:1]
    return replace(
        card,
        leaf=leaf_of(found),
        when=when_line(local | {"sessions": meetings or local["sessions"]}, today),
        where=where_line(local | {"places": own or local["places"]}, tenant),
    )


def way_lines(facts: Facts, area: frozenset[int], tenant: Tenant) -> list[Words]:
    """How to get to the first place in an area: its stop and what comes after."""
    found = places(facts_within(facts, area), tenant)
    return next((place.way for place in found if not place.protected), [])
