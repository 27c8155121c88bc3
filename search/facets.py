"""Facets: the filters with how many hits each value would give. A few values show, the rest stands behind a link; where
words were typed, days of the week stand there as well."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directory.memory import Tenant, memory
from search.addresses import Pairs, address
from search.filters import LISTS, ONLY, ONLY_ICONS, SWITCHES, Filter
from search.finding import Found
from search.reasons import filter_label

# More where nothing was typed: the boxes are all that somebody has who reads icons and numbers.
SHOWN, SHOWN_WITHOUT_WORDS = 4, 6
# Which filters stand together under which title, the first one always with all its values. `format` and `traeger` are
# filters without a facet.
FACETS = (("niveau",), ("zeit", "tag"), ("zielgruppe",), ("sprache",), ("art",), ("thema",))
# Values with an order of their own; the others come by count.
ORDERED = frozenset({"niveau", "zeit"})
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
    specs = {spec.name: spec for spec in LISTS}
    shown = [names for names in FACETS if "thema" not in names or _offers_topics(found, expanded)]
    views += [_list(found, [specs[name] for name in names], tenant, parameters, expanded) for names in shown]
    return [view for view in views if view.values]


def _offers_topics(found: Found, expanded: str) -> bool:
    """Who searched for words has said the topic already; a chosen topic can still be changed."""
    return not found.query.text or bool(found.query.values("thema")) or expanded == "thema"


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


def _list(found: Found, specs: Sequence[Filter], tenant: Tenant, parameters: Pairs, expanded: str) -> FacetView:
    name = specs[0].name
    values = [value for spec in specs for value in _values(found, spec, tenant)]
    ranked = sorted(values, key=lambda value: (len(specs) > 1 and value.param != name, -value.count))
    more = ""
    most = SHOWN if found.query.text else SHOWN_WITHOUT_WORDS
    if len(values) > most and expanded != name:
        if found.query.text:
            most = min(most, sum(value.param == name for value in values)) or most
        ranked = ranked[:most] + [value for value in ranked[most:] if value.selected]
        more = address([*parameters, ("alle", name)])
    values = [value for value in values if value in ranked] if name in ORDERED else ranked
    opened = expanded == name or any(value.selected for value in values)
    labelled = [replace(value, label=filter_label(value.param, value.value, tenant)) for value in values]
    return FacetView(name, str(specs[0].title), labelled, more, opened)


def _values(found: Found, spec: Filter, tenant: Tenant) -> list[FacetValue]:
    """Values of one filter that would give hits or are chosen, in the order of the vocabulary, still without label."""
    counts = found.counts.get(spec.name, found.counts[""])
    chosen = found.query.values(spec.name)
    values = [
        FacetValue(spec.name, slug, "", counts.get(f"{spec.name}:{slug}", 0), slug in chosen)
        for slug in memory().vocabulary(spec.vocabulary)
        if (spec.vocabulary, slug) not in tenant.hidden
    ]
    return [value for value in values if value.count or value.selected]
