"""`DocumentQuery` → the question in tantivy's words, and its hits in the order of the port."""

from typing import Any

import tantivy
from tantivy import Occur, Query

from directory.findable.documents import DocumentQuery, Signal
from search.engines.points import days, grouped
from search.engines.tantivy_documents import SCHEMA

# Up to so many tags are asked one by one, which lets the engine skip; more are cheaper as one set.
FEW_TAGS = 8
# So many hits are looked at together to put equal scores in order; more would cost more than the search itself.
BLOCK = 300
Hit = tuple[float, Any]  # points and address of a document


def hits_in_all(found: tantivy.SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # missing in the package's stubs


def listed(searcher: tantivy.Searcher, question: Query, query: DocumentQuery) -> tuple[list[Hit], int]:
    found = searcher.search(
        question,
        limit=query.limit,
        offset=query.offset,
        order_by_field="start" if query.by_start else "standing",
        order=tantivy.Order.Asc if query.by_start else tantivy.Order.Desc,
    )
    return found.hits, hits_in_all(found)


def best(searcher: tantivy.Searcher, question: Query, offset: int, limit: int) -> tuple[list[Hit], int]:
    """Hits by score, those with equal scores by standing, block by block, so that pages never overlap. The engine alone
    would leave equal scores as they were written."""
    end = offset + limit
    found = searcher.search(question, limit=-(-end // BLOCK) * BLOCK)
    start = offset // BLOCK * BLOCK
    hits: list[Hit] = found.hits[start:]
    places = searcher.fast_field_values("standing", [address for _score, address in hits])
    order = sorted(range(len(hits)), key=lambda at: (at // BLOCK, -hits[at][0], -(places[at] or 0)))
    return [hits[at] for at in order[offset - start : end - start]], hits_in_all(found)


def asked(query: DocumentQuery) -> Query:
    """What matches and what it scores."""
    parts = [(Occur.Must, _tags(tags)) for tags in query.filters]
    # Hardly any document has lapsed, so these are fewer to look at than those that have not.
    lapsed_until = days(query.today) - 1
    parts += [(Occur.MustNot, _tag(tag)) for tag in sorted(query.excluded)]
    parts.append((Occur.MustNot, _between("until", 0, lapsed_until)))
    if query.age is not None:
        parts.append((Occur.Must, _between("age_from", 0, query.age)))
        parts.append((Occur.Must, _between("age_to", query.age, 1000)))
    if query.needed:
        parts.append((Occur.Must, Query.boolean_query([(Occur.Should, _signal(s)) for s in query.needed])))
    parts += [(Occur.Should, _signal(signal)) for signal in query.helpful]
    if not any(occur is Occur.Must for occur, _part in parts):
        parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(parts)


def _between(field: str, low: int, high: int) -> Query:
    unsigned = tantivy.FieldType.Unsigned
    bounds = Query.range_query(SCHEMA, field, unsigned, lower_bound=low, upper_bound=high)
    return Query.const_score_query(bounds, 0.0)


def _tags(tags: frozenset[str]) -> Query:
    """At least one of these tags."""
    if len(tags) > FEW_TAGS:
        one_of = Query.term_set_query(SCHEMA, "tags", sorted(tags))
    else:
        one_of = Query.boolean_query([(Occur.Should, _tag(tag)) for tag in sorted(tags)])
    return Query.const_score_query(one_of, 0.0)


def _tag(tag: str) -> Query:
    return Query.term_query(SCHEMA, "tags", tag, "basic")


def _signal(signal: Signal) -> Query:
    """The best of its terms counts, with its points."""
    terms = [
        Query.const_score_query(Query.term_query(SCHEMA, field, term, "basic"), points)
        for (field, points), same in grouped(signal).items()
        for term in same
    ]
    return terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms, 0.0)
