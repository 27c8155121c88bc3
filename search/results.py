"""What the results page shows: `Found` → groups, chips, facets, pages, and help when nothing fits."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directory.lexicon import lexicon
from directory.memory import Tenant
from directory.pages.district_choices import district_choices
from search.addresses import Pairs, address, pairs, without
from search.aside import AREA, alone, beside
from search.chips import Chip, chips
from search.facets import FacetView, facets
from search.finding import Found, FoundGroup, find
from search.form import SearchForm
from search.groups import Group, groups_of, make_group
from search.nothing_found import EmptyHelp, empty_help
from search.personal_data import has_personal_data
from search.query import MAX_PAGE, SORTINGS, SearchQuery
from search.reasons import LABELLED, concept_label, filter_label
from search.scoring import SUBJECTS
from search.unmet.noting import note
from search.wishes import NEAR_ME

# A list for one topic or one group of people has its name as heading; there is no other page for a group.
HEADS_A_LIST = ("thema", "zielgruppe")
# What the form of the filters sends again.
KEPT = frozenset({"q", "ohne", "stadtteil", "alter", "fachleute", "traeger", "sortierung"})


@dataclass(frozen=True)
class Link:
    """A label with an address: an order, all hits of a kind."""

    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """Where the reader is."""

    number: int
    pages: int
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class SearchResults:
    """Everything on the page, ready for the template."""

    title: str
    """Of the browser's window, history and tab: neutral where the subject is sensitive."""
    heading: str
    intro: str
    total: int
    notice: str
    hints: list[str]
    understood: list[Chip]
    groups: list[Group]
    facets: list[FacetView]
    hidden: Pairs
    pager: Pager | None
    sorting: list[Link]
    empty: EmptyHelp | None
    districts: list[tuple[str, str, bool]] = field(default_factory=list)
    asks_district: bool = False
    """Whether the words say "near me" and nothing says where that is."""
    aside: list[tuple[Group, Link]] = field(default_factory=list)
    """Records of other kinds that the words find, with the way to all of them."""


def build_results(form: SearchForm, tenant: Tenant) -> SearchResults:
    """Search, and arrange the answer for the page."""
    asked = form.query
    found = find(alone(asked) if asked.kinds else asked, with_counts=not asked.kinds)
    parameters = pairs(asked, tenant)
    fits = bool(found.total) and not found.uncertain
    is_list = fits and not asked.kinds
    sensitive = is_sensitive(found, tenant)
    if not sensitive:
        note(found, asked, tenant)
    heading = _heading(found, tenant) if fits else _heading_of_nothing(found, tenant)
    return SearchResults(
        title=pgettext("results", "Offers") if sensitive else heading,
        heading=heading,
        intro=_intro(found, tenant) if fits else _("We have not found that. You can go on like this:"),
        total=found.total,
        notice=_notice(found),
        hints=_hints(form, found),
        understood=chips(found, asked, tenant, parameters),
        groups=groups_of(found, tenant) if fits else [],
        facets=[] if asked.kinds or found.uncertain else facets(found, tenant, parameters, form.data.get("alle", "")),
        hidden=[pair for pair in parameters if pair[0] in KEPT],
        pager=_pager(found, parameters) if fits else None,
        sorting=_sortings(asked, parameters) if is_list else [],
        empty=empty_help(found, asked, tenant, parameters),
        districts=district_choices(tenant, form.district.slug if form.district else ""),
        asks_district=_asks_district(found, tenant),
        aside=[_aside(area, hits, found, tenant) for area, hits in beside(found)],
    )


def _hints(form: SearchForm, found: Found) -> list[str]:
    hints = [*form.hints]
    if has_personal_data(form.query.text):
        hints.append(_("Please do not enter personal data: no e-mail address, no phone number. We do not need them."))
    if found.query.page < form.query.page:
        hints.append(_("There are not that many pages. This is the last one."))
    return hints


def _notice(found: Found) -> str:
    """Says so when the words have no effect at all."""
    if found.query.text and not found.meant.explained and not found.meant.content:
        return _("We did not understand your words. We search without them.")
    return ""


def _asks_district(found: Found, tenant: Tenant) -> bool:
    concepts = lexicon(tenant).concepts
    here = any(NEAR_ME in concepts[hit.concept].tags for hit in found.meant.wishes)
    return here and bool(found.total) and found.query.district is None and not found.query.kinds


def _aside(area: str, found: Found, offers: Found, tenant: Tenant) -> tuple[Group, Link]:
    """Hits of another kind fill up a page of offers; beside a full one the way to them is enough."""
    about = tuple(own for group in found.groups for own in group.about)
    group = make_group(FoundGroup(area, found.total, tuple(found.cards), about), found, tenant)
    more = Link(_("All pages about it"), address([("q", found.query.text), (AREA, area)]), found.total)
    room = max(0, offers.query.page_size - len(offers.cards)) if not offers.uncertain else len(group.hits)
    return replace(group, title=_("Read about it"), hits=group.hits[:room]), more


def is_sensitive(found: Found, tenant: Tenant) -> bool:
    """Whether words or filters ask for a sensitive subject, which must leave no trace in a browser's history."""
    concepts = lexicon(tenant).concepts
    asked = {
        f"{LABELLED[name]}:{value}" for name, values in found.query.filters if name in LABELLED for value in values
    }
    asked |= {hit.concept for hit in found.meant.concepts} | found.query.ignored
    asked |= {general for key in asked & concepts.keys() for general in concepts[key].part_of}
    return any(concepts[key].sensitive for key in asked & concepts.keys())


def _subject(query: SearchQuery, tenant: Tenant) -> str:
    """The one topic, or the one group of people, that a list is for."""
    for name in HEADS_A_LIST:
        if values := query.values(name):
            return filter_label(name, values[0], tenant) if len(values) == 1 else ""
    return ""


def _heading(found: Found, tenant: Tenant) -> str:
    query = found.query
    what = query.text or _subject(query, tenant) or pgettext("results", "Offers")
    if query.district is None:
        return what
    return _("%(district)s: %(what)s") % {"district": tenant.districts_by_pk[query.district].name(), "what": what}


def _heading_of_nothing(found: Found, tenant: Tenant) -> str:
    query = found.query
    what = _meant_subject(found, tenant) or query.text or _subject(query, tenant) or pgettext("results", "Offers")
    if query.district is None:
        return _("Nothing found: %(what)s") % {"what": what}
    words = {"district": tenant.districts_by_pk[query.district].name(), "what": what}
    return _("%(district)s: nothing found for “%(what)s”") % words


def _meant_subject(found: Found, tenant: Tenant) -> str:
    """What the words stand for, in the language of the page, when they all stand for something."""
    concepts, meant = lexicon(tenant).concepts, found.meant
    if any(place not in meant.explained for place in meant.content):
        return ""
    subjects = [hit.concept for hit in meant.concepts if concepts[hit.concept].sort in SUBJECTS]
    return ", ".join(filter(None, (concept_label(key, tenant) for key in subjects)))


def _intro(found: Found, tenant: Tenant) -> str:
    number, district = found.total, found.query.district
    if found.query.kinds:
        return ngettext("%(number)s page.", "%(number)s pages.", number) % {"number": number}
    count = ngettext("%(number)s offer.", "%(number)s offers.", number) % {"number": number}
    if district is None:
        return count
    if not any(group.total for group in found.groups if group.key == "here"):
        name = tenant.districts_by_pk[district].name()
        return _("Nothing found in %(district)s. This comes near:") % {"district": name}
    order = _("The close ones come first.")
    return f"{count} {order}" if len(found.groups) > 1 else count


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
