"""What was understood, as chips: each takes one thing off with a tap, without script."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.memory import Tenant
from search.addresses import Pairs, address, without
from search.aside import AREA
from search.finding import Found
from search.query import SearchQuery
from search.reasons import concept_label, filter_label
from search.understanding.understood import Understood

MOST = 8


@dataclass(frozen=True)
class Chip:
    """One thing and the address of the same search without it."""

    label: str
    url: str


def chips(found: Found, asked: SearchQuery, tenant: Tenant, parameters: Pairs) -> list[Chip]:
    """What the words mean, then the words that mean nothing to us, then what was chosen beside them; `asked` is the
    query before the words' meaning was added to it."""
    chosen = _chosen(asked, tenant, parameters)
    meant = _meant(found.meant, asked, tenant, parameters)
    words = _words(found.meant, asked, parameters) if meant or chosen else []
    return [*meant[: max(1, MOST - len(words) - len(chosen))], *words, *chosen]


def _meant(meant: Understood, asked: SearchQuery, tenant: Tenant, parameters: Pairs) -> list[Chip]:
    found: dict[str, list[str]] = {}
    for hit in (*meant.concepts, *meant.wishes):
        if label := concept_label(hit.concept, tenant):
            found.setdefault(label, []).append(hit.concept)
    if meant.district and asked.district is None:
        found[tenant.districts_by_pk[meant.district.district].name()] = ["stadtteil"]
    if meant.age is not None and asked.age is None:
        found[_("%(age)s years old") % {"age": meant.age}] = ["alter"]
    return [Chip(label, address([*parameters, *(("ohne", key) for key in keys)])) for label, keys in found.items()]


def _words(meant: Understood, asked: SearchQuery, parameters: Pairs) -> list[Chip]:
    """The words that stand for nothing but themselves, as one chip."""
    if not asked.text:
        return []
    explained = meant.explained
    plain = [place for place in meant.content if place not in explained]
    if not explained:
        return [Chip(_("“%(words)s”") % {"words": asked.text}, address(without(parameters, "q")))]
    if not plain:
        return []
    rest = " ".join(word.written for place, word in enumerate(meant.words) if place not in plain)
    label = _("“%(words)s”") % {"words": " ".join(meant.words[place].written for place in plain)}
    return [Chip(label, address([(name, rest if name == "q" else value) for name, value in parameters]))]


def _chosen(asked: SearchQuery, tenant: Tenant, parameters: Pairs) -> list[Chip]:
    found = []
    if asked.district is not None:
        found.append(Chip(tenant.districts_by_pk[asked.district].name(), address(without(parameters, "stadtteil"))))
    found += [
        Chip(filter_label(name, value, tenant), address(without(parameters, (name, value))))
        for name, values in asked.filters
        for value in values
    ]
    if asked.age is not None:
        found.append(Chip(_("%(age)s years old") % {"age": asked.age}, address(without(parameters, "alter"))))
    if asked.kinds:
        found.append(Chip(_("only pages to read"), address(without(parameters, AREA))))
    if asked.professional:
        found.append(Chip(_("also for professionals"), address(without(parameters, "fachleute"))))
    return found
