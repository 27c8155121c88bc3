"""`DocumentQuery` → the question in Elasticsearch's words. Nothing is analysed or weighted there: it compares our terms
and adds up our points."""

from elasticsearch.dsl import A, Search
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MatchAll, Query, Range, Terms

from directory.findable.documents import DocumentQuery, Signal
from search.engines.points import days, grouped

MAX_TAGS = 5_000
UID = "_id"  # the server's own name of a document


def asked(query: DocumentQuery) -> Bool:
    """What matches and what it scores."""
    filters: list[Query] = [_terms("tags", sorted(tags)) for tags in query.filters]
    if query.age is not None:
        filters += [Range(age_from={"lte": query.age}), Range(age_to={"gte": query.age})]
    # Hardly any document has lapsed, so these are fewer to look at than those that have not.
    left_out: list[Query] = [Range(until={"lt": days(query.today)})]
    if query.excluded:
        left_out.append(_terms("tags", sorted(query.excluded)))
    needed = [Bool(should=[_signal(signal) for signal in query.needed], minimum_should_match=1)] if query.needed else []
    return Bool(
        must=needed,
        should=[_signal(signal) for signal in query.helpful],
        minimum_should_match=0,
        filter=filters or [MatchAll()],
        must_not=left_out,
    )


def hits(query: DocumentQuery) -> Search:
    """One page of hits, best first, with the exact total and what each speaks of."""
    search = _search(query)[query.offset : query.offset + query.limit]
    if query.by_start:
        search = search.sort("start")
    elif query.needed or query.helpful:
        search = search.sort("_score", "-standing")
    else:
        search = search.sort("-standing")
    return search.source(False).extra(docvalue_fields=["concepts"])


def counts(query: DocumentQuery) -> Search:
    """How many matching documents carry each counted tag; the server keeps the answer until the index changes."""
    return term_counts("facets", MAX_TAGS, _search(query))


def term_counts(field: str, number: int, search: Search | None = None) -> Search:
    """How many documents hold each term of a field, the first `number` terms by count, then by term."""
    found = (search or Search().extra(track_total_hits=True))[:0]
    terms = A("terms", field=field, size=number, order=[{"_count": "desc"}, {"_key": "asc"}])
    found.aggs.bucket("terms", terms)
    return found


def _search(query: DocumentQuery) -> Search:
    return Search().query(asked(query)).extra(track_total_hits=True)


def _signal(signal: Signal) -> Query:
    """The best of its terms counts, with its points."""
    queries: list[Query] = [
        ConstantScore(filter=_terms(field, terms), boost=points) for (field, points), terms in grouped(signal).items()
    ]
    return queries[0] if len(queries) == 1 else DisMax(queries=queries, tie_breaker=0.0)


def _terms(field: str, terms: list[str]) -> Query:
    return Terms(**{UID if field == "uid" else field: terms})  # type: ignore[arg-type]
