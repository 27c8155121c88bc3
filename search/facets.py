"""Facets: the filters with how many hits each value would give. Six values show, the rest stands behind a link."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.memory import Tenant, memory
from search.addresses import Pairs, address
from search.filters import LISTS, ONLY, ONLY_ICONS, SWITCHES, Filter
from search.finding import Found
from search.reasons import filter_label

SHOWN = 6
# Values with an order of their own; the others come by count.
ORDERED = frozenset({"niveau", "tag", "zeit"})
IMPORTANT = "wichtig"


@dataclass(frozen=True)
class FacetValue:
    """One checkbox."""

    param: str
    value: str
    label: str
    count: int
    selected: bool
    icon: str = ""


@dataclass(frozen=True)
class FacetView:
    """One group of checkboxes."""

    name: str
    title: str
    values: list[FacetValue]
    more_url: str
    open: bool


def facets(found: Found, tenant: Tenant, parameters: Pairs, expanded: str) -> list[FacetView]:
    """All facets with at least one value; `expanded` names the one that shows all its values."""
    views = [_important(found)]
    views += [_list(found, spec, tenant, parameters, expanded) for spec in LISTS]
    return [view for view in views if view.values]


def _important(found: Found) -> FacetView:
    counts, only_counts = found.counts[""], found.counts.get("nur", found.counts[""])
    values = [
        FacetValue(s.name, "1", str(s.title), counts.get(f"{s.name}:1", 0), bool(found.query.values(s.name)), s.icon)
        for s in SWITCHES
    ]
    chosen = found.query.values("nur")
    values += [
        FacetValue("nur", slug, str(label), only_counts.get(f"nur:{slug}", 0), slug in chosen, ONLY_ICONS.get(slug, ""))
        for slug, label in ONLY.items()
    ]
    values = [value for value in values if value.count or value.selected]
    return FacetView(IMPORTANT, _("What is important?"), values, "", any(value.selected for value in values))


def _list(found: Found, spec: Filter, tenant: Tenant, parameters: Pairs, expanded: str) -> FacetView:
    counts = found.counts.get(spec.name, found.counts[""])
    chosen = found.query.values(spec.name)
    values = [
        FacetValue(
            spec.name, slug, filter_label(spec.name, slug, tenant), counts.get(f"{spec.name}:{slug}", 0), slug in chosen
        )
        for slug in memory().vocabulary(spec.vocabulary)
        if (spec.vocabulary, slug) not in tenant.hidden
    ]
    values = [value for value in values if value.count or value.selected]
    more = ""
    if spec.name not in ORDERED:
        values.sort(key=lambda value: (not value.selected, -value.count))
    if len(values) > SHOWN and spec.name != "tag" and expanded != spec.name:
        first = values[:SHOWN]
        values = first + [value for value in values[SHOWN:] if value.selected]
        more = address([*parameters, ("alle", spec.name)])
    return FacetView(spec.name, str(spec.title), values, more, bool(chosen) or expanded == spec.name)
