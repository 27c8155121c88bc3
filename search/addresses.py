"""The address of a search: filters of the public contract in a fixed order, so that it can be shared and printed."""

from urllib.parse import urlencode

from directory.memory import Tenant
from search.aside import AREA, area_of
from search.query import SORTINGS, SearchQuery

Pairs = list[tuple[str, str]]


def pairs(query: SearchQuery, tenant: Tenant) -> Pairs:
    """All parameters of a query except the page."""
    found: Pairs = [("q", query.text)] if query.text else []
    if query.district is not None:
        found.append(("stadtteil", tenant.districts_by_pk[query.district].slug))
    found += [("ohne", key) for key in sorted(query.ignored)]
    found += [(name, value) for name, values in query.filters for value in values]
    if query.age is not None:
        found.append(("alter", str(query.age)))
    if query.professional:
        found.append(("fachleute", "1"))
    if query.kinds:
        found.append((AREA, area_of(query.kinds)))
    if query.sorting != SORTINGS[0]:
        found.append(("sortierung", query.sorting))
    return found


def address(parameters: Pairs) -> str:
    """A relative address with these parameters."""
    return f"?{urlencode(parameters, safe=':')}" if parameters else "?"


def without(parameters: Pairs, *names_or_pairs: str | tuple[str, str]) -> Pairs:
    """The parameters less those of a name, or less one pair of name and value."""
    return [pair for pair in parameters if pair[0] not in names_or_pairs and pair not in names_or_pairs]
