"""What the results page shows: `Found` → groups, chips, facets, pages, and help when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directory.lexicon import lexicon
from directory.memory import Tenant
from directory.pages.district_choices import district_choices
from search.addresses import Pairs, address, pairs, without
from search.aside import AREA, alone, beside
from search.facets import FacetView, facets
from search.finding import Found, FoundGroup, find
from search.form import SearchForm
from search.query import MAX_PAGE, SORTINGS, SearchQuery
from search.reasons import LABELLED, Reasons, filter_label

NEAR_WHEN_EMPTY = 5
# A list for one topic or one group of people has its name as heading; there is no other page for a group.
HEADS_A_LIST = ("thema", "zielgruppe")


@dataclass(frozen=True)
class Link:
    """A label with an address: a chip, a sorting, a way out."""

    label: str
    url: str
    count: int = 0
    current: bool = False


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


@dataclass(frozen=True)
class Pager:
    """Where the reader is."""

    number: int
    pages: int
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class EmptyHelp:
    """What to do when nothing fits: fewer filters, something near, a person to ask."""

    steps: list[Link]
    near: Group | None


@dataclass(frozen=True)
class SearchResults:
    """Everything on the page, ready for the template."""

    title: str
    """Of the browser's window, history and tab: neutral where the subject is sensitive."""
    heading: str
    intro: str
    total: int
    uncertain: bool
    notice: str
    hints: list[str]
    understood: list[Link]
    groups: list[Group]
    facets: list[FacetView]
    hidden: Pairs
    pager: Pager | None
    sorting: list[Link]
    empty: EmptyHelp | None
    districts: list[tuple[str, str, bool]] = field(default_factory=list)
    aside: list[tuple[Group, Link]] = field(default_factory=list)
    """Records of other kinds that the words find, with the way to all of them."""


def build_results(form: SearchForm, tenant: Tenant) -> SearchResults:
    """Search, and arrange the answer for the page."""
    found = find(alone(form.query) if form.query.kinds else form.query, with_counts=not form.query.kinds)
    query = found.query
    parameters = pairs(query, tenant)
    if query.page < form.query.page:
        form.hints.append(_("There are not that many pages. This is the last one."))
    groups = [_group(group, found, tenant) for group in found.groups if group.cards]
    heading = _heading(query, tenant, found.total)
    return SearchResults(
        title=pgettext("results", "Offers") if is_sensitive(found, tenant) else heading,
        heading=heading,
        intro=_intro(found),
        total=found.total,
        uncertain=found.uncertain,
        notice=_("No offer has all your words. These offers have some of them.") if found.uncertain else "",
        hints=form.hints,
        understood=_chips(query, tenant, parameters),
        groups=groups,
        facets=[] if query.kinds else facets(found, tenant, parameters, form.data.get("alle", "")),
        hidden=[
            pair for pair in parameters if pair[0] in ("q", "stadtteil", "alter", "fachleute", "traeger", "sortierung")
        ],
        pager=_pager(found, parameters),
        sorting=[] if query.kinds else _sortings(query, parameters),
        empty=_empty_help(query, tenant, parameters) if not found.total else None,
        districts=district_choices(
            tenant, tenant.districts_by_pk[query.district].slug if query.district is not None else ""
        ),
        aside=[_aside(area, hits, tenant) for area, hits in beside(found)],
    )


def _aside(area: str, found: Found, tenant: Tenant) -> tuple[Group, Link]:
    about = tuple(own for group in found.groups for own in group.about)
    group = replace(
        _group(FoundGroup(area, found.total, tuple(found.cards), about), found, tenant), title=_("Read about it")
    )
    return group, Link(_("All pages about it"), address([("q", found.query.text), (AREA, area)]), found.total)


def is_sensitive(found: Found, tenant: Tenant) -> bool:
    """Whether words or filters ask for a sensitive subject, which must leave no trace in a browser's history."""
    concepts = lexicon(tenant).concepts
    asked = {
        f"{LABELLED[name]}:{value}" for name, values in found.query.filters if name in LABELLED for value in values
    }
    asked |= {hit.concept for hit in found.meant.concepts}
    asked |= {general for key in asked & concepts.keys() for general in concepts[key].part_of}
    return any(concepts[key].sensitive for key in asked & concepts.keys())


def _group(group: FoundGroup, found: Found, tenant: Tenant) -> Group:
    why = Reasons(found.query, found.meant, tenant)
    every = [why.of(card, about) for card, about in zip(group.cards, group.about, strict=True)]
    shared = [phrase for phrase in every[0] if all(phrase in own for own in every)] if len(every) > 1 else []
    hits = [
        Hit(card, [phrase for phrase in own if phrase not in shared])
        for card, own in zip(group.cards, every, strict=True)
    ]
    return Group(group.key, _group_title(group.key, found.query, tenant), group.total, shared, hits)


def _group_title(key: str, query: SearchQuery, tenant: Tenant) -> str:
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


def _subject(query: SearchQuery, tenant: Tenant) -> str:
    """The one topic, or the one group of people, that a list is for."""
    for name in HEADS_A_LIST:
        if values := query.values(name):
            return filter_label(name, values[0], tenant) if len(values) == 1 else ""
    return ""


def _heading(query: SearchQuery, tenant: Tenant, total: int) -> str:
    what = query.text or _subject(query, tenant) or pgettext("results", "Offers")
    if query.district is None:
        return what if total else _("Nothing found: %(what)s") % {"what": what}
    words = {"district": tenant.districts_by_pk[query.district].name(), "what": what}
    return _("%(district)s: %(what)s") % words if total else _("%(district)s: nothing found for “%(what)s”") % words


def _intro(found: Found) -> str:
    if not found.total:
        return _("We have not found that. You can go on like this:")
    if found.query.kinds:
        return ngettext("%(number)s page.", "%(number)s pages.", found.total) % {"number": found.total}
    count = ngettext("%(number)s offer.", "%(number)s offers.", found.total) % {"number": found.total}
    near = _("The close ones come first.") if found.query.district is not None and len(found.groups) > 1 else ""
    return f"{count} {near}".strip()


def _chips(query: SearchQuery, tenant: Tenant, parameters: Pairs) -> list[Link]:
    chips = [Link(_("“%(words)s”") % {"words": query.text}, address(without(parameters, "q")))] if query.text else []
    if query.district is not None:
        chips.append(Link(tenant.districts_by_pk[query.district].name(), address(without(parameters, "stadtteil"))))
    chips += [
        Link(filter_label(name, value, tenant), address(without(parameters, (name, value))))
        for name, values in query.filters
        for value in values
    ]
    if query.age is not None:
        chips.append(Link(_("%(age)s years old") % {"age": query.age}, address(without(parameters, "alter"))))
    if query.kinds:
        chips.append(Link(_("only pages to read"), address(without(parameters, AREA))))
    if query.professional:
        chips.append(Link(_("also for professionals"), address(without(parameters, "fachleute"))))
    return chips


def _pager(found: Found, parameters: Pairs) -> Pager | None:
    pages = min(-(-found.total // found.query.page_size), MAX_PAGE)
    if pages < 2:
        return None
    number = found.query.page

    def to(page: int) -> str:
        return address([*parameters, ("seite", str(page))] if page > 1 else parameters)

    return Pager(number, pages, to(number - 1) if number > 1 else "", to(number + 1) if number < pages else "")


def _sortings(query: SearchQuery, parameters: Pairs) -> list[Link]:
    """Links to other orders. With a district every order begins with what is close, so `naehe` needs none."""
    labels = {
        "treffer": _("best first"),
        "start": _("next start first"),
    }
    plain = without(parameters, "sortierung")
    return [
        Link(
            labels[name],
            address([*plain, ("sortierung", name)] if name != SORTINGS[0] else plain),
            0,
            name == query.sorting,
        )
        for name in ("treffer", "start")
    ]


def _empty_help(query: SearchQuery, tenant: Tenant, parameters: Pairs) -> EmptyHelp:
    """Each single filter that can be taken off with a gain, then what is near."""
    steps = []
    for label, looser, url in _looser(query, tenant, parameters):
        if total := find(replace(looser, page_size=1), with_counts=False).total:
            steps.append(Link(label, url, total))
    near = _near_hits(query, tenant)
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
    if query.age is not None:
        yield _("Search for every age"), replace(query, age=None), address(without(parameters, "alter"))
    if query.text and (query.filters or query.age is not None):
        yield _("Search without your words"), replace(query, text=""), address(without(parameters, "q"))
    if query.filters and query.text:
        plain = [pair for pair in parameters if pair[0] in ("q", "stadtteil")]
        yield _("Search only for your words"), replace(query, filters=(), age=None), address(plain)


def _near_hits(query: SearchQuery, tenant: Tenant) -> Group | None:
    """Something similar: the same words or topics, without the other filters."""
    topics = tuple(pair for pair in query.filters if pair[0] in ("thema", "art"))
    for looser in (replace(query, filters=topics, age=None), replace(query, text="", filters=topics, age=None)):
        if looser == query or not (looser.text or looser.filters):
            continue
        found = find(replace(looser, page=1, page_size=NEAR_WHEN_EMPTY), with_counts=False)
        if found.cards:
            about = tuple(own for group in found.groups for own in group.about)
            group = FoundGroup("near", found.total, tuple(found.cards), about)
            return replace(_group(group, found, tenant), title=_("This comes near"))
    return None
