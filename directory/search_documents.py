"""How records become findable. Whoever owns a kind of record registers a source here (offers first; pages,
organisations, events later); `search` reads this registry and knows no kind by name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class SearchDocument:
    """One findable record, the same for every engine. Texts are (language, words); dates are days since 1970."""

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

    @property
    def uid(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class SearchSource:
    """How one kind of record is read for the index."""

    kind: str
    load: Callable[[Iterable[str]], list[SearchDocument]]
    """Documents of these keys; a key without a document is gone and leaves the index."""
    all_keys: Callable[[], Iterator[str]]
    """Every key that may have a document, in a stable order, read in steps."""
    refresh_lapsed: Callable[[date], int] = field(default=lambda today: 0)
    """Bring documents up to date that changed because a day passed; returns how many."""


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    _sources[source.kind] = source


def sources() -> dict[str, SearchSource]:
    return dict(_sources)
