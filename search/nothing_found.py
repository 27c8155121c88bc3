"""Help when nothing fits: fewer filters, something near, a person to ask."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directory.memory import Tenant
from search.addresses import Pairs, address, without
from search.finding import Found, find
from search.groups import Group, near_group
from search.query import SearchQuery
from search.reasons import filter_label

MOST_NEAR = 5
LOOKED_THROUGH = 20


@dataclass(frozen=True)
class WayOut:
    """A search that finds something."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class EmptyHelp:
    """What to do when nothing fits."""

    steps: list[WayOut]
    near: Group | None


def empty_help(found: Found, asked: SearchQuery, tenant: Tenant, parameters: Pairs) -> EmptyHelp | None:
    """None when something fits. Each single filter that can be taken off with a gain, then what is near."""
    if found.total and not found.uncertain:
        return None
    steps = []
    for label, looser, url in [*_looser(asked, tenant, parameters), *_every_age(found, asked, parameters)]:
        looser_found = find(replace(looser, page=1, page_size=1), with_counts=False)
        if looser_found.total and not looser_found.uncertain:
            steps.append(WayOut(label, url, looser_found.total))
    near = near_group(found, tenant, MOST_NEAR) if found.uncertain else _near(asked, tenant)
    return EmptyHelp(steps, near)


def _looser(query: SearchQuery, tenant: Tenant, parameters: Pairs) -> Iterable[tuple[str, SearchQuery, str]]:
    for name, values in query.filters:
        rest = tuple(pair for pair in query.filters if pair[0] != name)
        label = ", ".join(filter_label(name, value, tenant) for value in values)
        yield (
            _("Search without: %(filter)s") % {"filter": label},
            replace(query, filters=rest),
            address(without(parameters, name)),
        )
    if query.text and (query.filters or query.age is not None):
        yield _("Search without your words"), replace(query, text=""), address(without(parameters, "q"))
    if query.filters and query.text:
        plain = [pair for pair in parameters if pair[0] in ("q", "stadtteil", "ohne")]
        yield _("Search only for your words"), replace(query, filters=(), age=None), address(plain)


def _every_age(found: Found, asked: SearchQuery, parameters: Pairs) -> Iterable[tuple[str, SearchQuery, str]]:
    """An age that was chosen, or that the words name."""
    if found.query.age is not None:
        said = [("ohne", "alter")] if asked.age is None else []
        yield _("Search for every age"), _ageless(asked), address([*without(parameters, "alter"), *said])


def _ageless(query: SearchQuery) -> SearchQuery:
    return replace(query, age=None, ignored=query.ignored | {"alter"})


def _near(query: SearchQuery, tenant: Tenant) -> Group | None:
    """Something similar: the same words or topics, without the other filters."""
    topics = tuple(pair for pair in query.filters if pair[0] in ("thema", "art"))
    for looser in (replace(_ageless(query), filters=topics), replace(_ageless(query), text="", filters=topics)):
        if not (looser.text or looser.filters):
            continue
        found = find(replace(looser, page=1, page_size=LOOKED_THROUGH), with_counts=False)
        if group := near_group(found, tenant, MOST_NEAR):
            return group
    return None
