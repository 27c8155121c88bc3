"""Hits in groups as the page shows them: by distance, each with why it is there."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.memory import Tenant
from search.finding import Found, FoundGroup
from search.query import SearchQuery
from search.reasons import Reasons

# Groups of what is not in the district that was asked for.
ELSEWHERE = frozenset({"near", "city"})


@dataclass(frozen=True)
class Hit:
    """One card, and what only it has in common with the query."""

    card: Any
    why: list[str]


@dataclass(frozen=True)
class Group:
    """Hits at one distance; `shared_why` is true of all of them."""

    key: str
    title: str
    count: int
    shared_why: list[str]
    hits: list[Hit]
    why_title: str
    """Begins the line with the reasons."""


def groups_of(found: Found, tenant: Tenant) -> list[Group]:
    """The groups that have hits."""
    return [make_group(group, found, tenant) for group in found.groups if group.cards]


def make_group(group: FoundGroup, found: Found, tenant: Tenant) -> Group:
    why = Reasons(found.query, found.meant, tenant)
    hits = [Hit(card, why.of(card, about)) for card, about in zip(group.cards, group.about, strict=True)]
    return _group(group.key, _title(group.key, found.query, tenant), group.total, hits, _("This fits:"))


def _group(key: str, title: str, count: int, hits: list[Hit], why_title: str) -> Group:
    """What all hits have in common is said once."""
    shared = [phrase for phrase in hits[0].why if all(phrase in hit.why for hit in hits)] if len(hits) > 1 else []
    own = [Hit(hit.card, [phrase for phrase in hit.why if phrase not in shared]) for hit in hits]
    return Group(key, title, count, shared, own, why_title)


def near_group(found: Found, tenant: Tenant, most: int) -> Group | None:
    """What comes near, with what it has in common with the query or where it is; what has nothing of it is left out."""
    why = Reasons(found.query, found.meant, tenant)
    hits = [
        Hit(card, reasons + place)
        for group in found.groups
        for place in [_place(group.key, found, tenant)]
        for card, about in zip(group.cards, group.about, strict=True)
        if (reasons := why.of_near(card, about)) or group.key == "here"
    ][:most]
    return _group("near", _("This comes near"), len(hits), hits, _("Why:")) if hits else None


def _place(key: str, found: Found, tenant: Tenant) -> list[str]:
    """What is near or elsewhere when the query names a district."""
    if key == "here" and found.query.district is not None:
        return [tenant.districts_by_pk[found.query.district].name()]
    return [_("in another part of town")] if key in ELSEWHERE else []


def _title(key: str, query: SearchQuery, tenant: Tenant) -> str:
    if key == "interpreter":
        return _("With an interpreter")
    if key == "all" or query.district is None:
        return _("Pages to read") if query.kinds else pgettext("results", "Offers")
    district = tenant.districts_by_pk[query.district].name()
    return {
        "here": _("Here: %(district)s") % {"district": district},
        "near": _("Close by"),
        "city": _("In the whole town"),
        "remote": _("Online and by phone"),
    }[key]
