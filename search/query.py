"""What a reader asks, free of request and engine."""

from dataclasses import dataclass, field
from datetime import date

PAGE_SIZE = 20
MAX_PAGE = 500
SORTINGS = ("treffer", "start", "naehe")


@dataclass
class Waiting:
    """How long a page has waited for the engine: all questions that come from one query share it."""

    seconds: float = 0.0


@dataclass(frozen=True)
class SearchQuery:
    """One search. Filter names and values are those of the public contract; values within a filter are alternatives."""

    municipality: str
    language: str
    today: date
    text: str = ""
    district: int | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    age: int | None = None
    professional: bool = False
    sorting: str = "treffer"
    page: int = 1
    page_size: int = PAGE_SIZE
    ignored: frozenset[str] = field(default=frozenset())
    """What of the words' meaning the reader took off: concepts by key, `stadtteil`, `alter`."""
    kinds: tuple[str, ...] = ()
    """Kinds of record to look among; empty: what lists are made of, without kinds that stand aside."""
    extra_tags: frozenset[str] = field(default=frozenset())
    """Tags that must be there beside the filters, for commands (`source:fairgnuegen`)."""
    waiting: Waiting = field(default_factory=Waiting, compare=False, repr=False)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one filter; empty when it is not set."""
        return dict(self.filters).get(name, ())
