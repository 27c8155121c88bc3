"""The index as Elasticsearch stores it. Each rebuild makes an index of its own, `stadtlotse-f3-<time>`; the alias
`stadtlotse-f3` names the one that readers use. `f3` is the format: a program with another mapping or analysis reads
and writes another alias, so that the old program finds its index until all of them are new."""

import re
import time
from collections.abc import Mapping as Fields
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Keyword, Long, Mapping

from search.analysed import TERM_FIELDS, AnalysedDocument
from search.engines.points import days, standing, start_order

FORMAT = 3
DEEPEST_PAGE = 20_000
LONGEST_TERM = 1_000  # letters; the server refuses documents with terms above 8,000, nobody types longer ones than 200
SETTINGS = {
    "number_of_shards": 1,
    # Readers see a batch when it is complete: written documents wait for the refresh that ends it.
    "refresh_interval": "-1",
    "max_result_window": DEEPEST_PAGE,
}
WHILE_BUILDING = {"number_of_replicas": 0, "auto_expand_replicas": "false"}
WHEN_BUILT = {"auto_expand_replicas": "0-1"}


def mapping() -> dict[str, Any]:
    """Terms as they are, nothing analysed, nothing kept beside the index: the database is the truth."""
    fields = Mapping()
    fields.meta("dynamic", "strict")
    fields.meta("_source", enabled=False)
    for name in (*TERM_FIELDS, "concepts", "tags"):
        # Titles are counted by word, concepts come with the hits; the others are only compared.
        fields.field(name, Keyword(doc_values=name in ("title", "concepts"), ignore_above=LONGEST_TERM))
    for name in ("about", "facets"):
        fields.field(name, Keyword(eager_global_ordinals=True))
    for name in ("until", "start", "standing", "age_from", "age_to"):
        fields.field(name, Long())
    return dict(fields.to_dict())


def stored(of: AnalysedDocument) -> Fields[str, Any]:
    """The fields of one document."""
    document = of.document
    return {
        **{name: list(terms) for name, terms in of.terms.items()},
        "concepts": list(of.concepts),
        "about": sorted({concept.partition("/")[0] for concept in of.concepts}),
        "tags": list(document.tags),
        "facets": of.facets,
        "until": days(document.listed_until),
        "start": start_order(document),
        "standing": standing(document),
        "age_from": document.age_from,
        "age_to": document.age_to,
    }


@dataclass(frozen=True)
class Names:
    """Names of our indexes and aliases on a server that may hold others too."""

    prefix: str

    @property
    def alias(self) -> str:
        return f"{self.prefix}-f{FORMAT}"

    def new(self) -> str:
        return f"{self.alias}-{time.time_ns()}"

    def of_ours(self, client: Elasticsearch) -> dict[str, tuple[int, bool]]:
        """Each index of ours with its format and whether readers of that format use it."""
        form = re.compile(rf"{re.escape(self.prefix)}-f(\d+)-\d+")
        found = client.indices.get_alias(index=f"{self.prefix}-f*").body
        names = {name: match for name in found if (match := form.fullmatch(name))}
        return {name: (int(match[1]), bool(found[name]["aliases"])) for name, match in names.items()}


def switch(client: Elasticsearch, names: Names, new: str) -> None:
    """Let readers use the index `new` from one moment to the next and remove what nobody needs any more.

    The index of an older format stays until the second rebuild: programs that are still old use it.
    """
    ours = names.of_ours(client)
    before = [name for name, (number, used) in ours.items() if number == FORMAT and used]
    actions: list[dict[str, Any]] = [{"add": {"index": new, "alias": names.alias}}]
    actions += [{"remove": {"index": name, "alias": names.alias}} for name in before]
    client.indices.update_aliases(actions=actions)
    old = [name for name, (number, _used) in ours.items() if number < FORMAT and before]
    remove(client, [*old, *(name for name, (number, _used) in ours.items() if number == FORMAT and name != new)])


def remove(client: Elasticsearch, indexes: list[str]) -> None:
    if indexes:
        client.indices.delete(index=indexes, ignore_unavailable=True)
