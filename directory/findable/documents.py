"""The port between records and search. Whoever owns a kind of record registers a source here (offers first; pages,
organisations, events later); `search` reads this registry and knows no kind by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# Names of tags that engines filter by and nobody counts; without them counting takes half the time.
UNCOUNTED = frozenset(
    {"in", "county", "everywhere", "d", "slot", "dolmetschen", "gelernt", "source", "traeger", "kind"}
)


def is_counted(tag: str) -> bool:
    """Whether `count_tags` tells how often the tag (`name:value`) occurs."""
    return tag.partition(":")[0] not in UNCOUNTED


@dataclass(frozen=True)
class SearchDocument:
    """One findable record, the same for every engine. Texts are pairs of (language, words)."""

    kind: str
    key: str
    municipality: str
    title: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    body: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    listed_until: date | None
    next_start: date | None
    standing: int
    age_from: int = 0
    age_to: int = 200
    values: tuple[str, ...] = ()
    """Vocabulary values that somebody chose for it (`topic:sport`)."""
    passages: tuple[tuple[str, str], ...] = ()
    """What an encoder reads, a long text in several parts; empty: title, body and labels."""

    @property
    def uid(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class Signal:
    """One reason why a document may fit: of its (field, term, points) the best one counts, once."""

    terms: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class DocumentQuery:
    """A question to an engine or to the database: what gives points, exact tags, a day. The score of a document is the
    sum of the points of its signals, the same in every engine."""

    today: date
    needed: tuple[Signal, ...] = ()
    """At least one of them must be true of a document."""
    helpful: tuple[Signal, ...] = ()
    """They only give points."""
    raw_words: tuple[str, ...] = ()
    """The words as typed, for the database, which has no analysis."""
    filters: tuple[frozenset[str], ...] = ()
    """At least one tag of each set."""
    excluded: frozenset[str] = frozenset()
    """None of these tags."""
    age: int | None = None
    by_start: bool = False
    """Order by next start instead of by score (or by standing where nothing gives points)."""
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Answer:
    """Uids (`kind:key`), best first, with their points, and how many there are in all."""

    uids: tuple[str, ...]
    total: int
    scores: tuple[float, ...] = ()
    """Empty where nothing gave points."""
    about: tuple[Mapping[str, str], ...] = ()
    """For each uid the concepts that the document speaks of, with the place where it does; empty from the database."""


@dataclass(frozen=True)
class SearchSource:
    """How one kind of record is read for the index and shown in results."""

    kind: str
    load: Callable[[Iterable[str]], list[SearchDocument]]
    """Documents of these keys; a key without a document is gone and leaves the index."""
    all_keys: Callable[[], Iterator[str]]
    """Every key that may have a document, in a stable order, read in steps."""
    refresh_lapsed: Callable[[date], int]
    """Bring documents up to date that changed because a day passed; returns how many."""
    cards: Callable[..., dict[str, Any]]
    """`cards(keys, tenant, language, today)`: what a hit shows; leaves out what may not be shown (the re-check)."""
    list_documents: Callable[[DocumentQuery], Answer]
    """The same question answered by the database, when no engine can."""
    count_tags: Callable[[DocumentQuery], dict[str, int]]
    """Facet counts from the database, of counted tags only."""
    aside: str = ""
    """Name in addresses (`bereich=ratgeber`) of a kind that stands beside lists in a small group of its own, not in
    them; empty for what lists are made of. Documents of such a kind carry the tag `kind:...`."""


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    _sources[source.kind] = source


def sources() -> dict[str, SearchSource]:
    return dict(_sources)


def by_kind(uids: Sequence[str]) -> dict[str, list[str]]:
    """Keys of uids, grouped by kind."""
    grouped: dict[str, list[str]] = {}
    for uid in uids:
        kind, _sep, key = uid.partition(":")
        grouped.setdefault(kind, []).append(key)
    return grouped
