"""Which queries stand together in the table: all, odd and even needs, languages, kinds, single needs."""

from collections.abc import Callable, Mapping

from search.relevance.judged import JudgedSet, Query
from search.relevance.measures import Answer, Row, mean_row

OVERALL = "all"
LANGUAGE = "language"
NEED = "need"
GROUPINGS: dict[str, Callable[[Query], str]] = {
    OVERALL: lambda query: "overall",
    "needs": lambda query: "odd (fitted on)" if query.need.odd else "even",
    LANGUAGE: lambda query: query.language,
    "kind": lambda query: f"{query.kind}, {'German' if query.german else 'others'}",
    NEED: lambda query: query.need.key,
}
Table = dict[str, dict[str, Row]]


def table_of(judged: JudgedSet, answers: Mapping[str, Answer]) -> Table:
    """Rows by grouping and label, in the order in which they are printed."""
    table: Table = {}
    for grouping, label_of in GROUPINGS.items():
        members: dict[str, list[Query]] = {}
        for query in judged.queries:
            members.setdefault(label_of(query), []).append(query)
        table[grouping] = {label: mean_row(members[label], answers) for label in sorted(members)}
    return table
