"""A concept and the whole of them, as search and pages use them; made once, never changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

# List → sort of its values, unless concepts.csv says otherwise.
LISTS = {
    "concept": "topic",
    "topic": "topic",
    "kind": "kind",
    "branch": "topic",
    "course-type": "topic",
    "target-group": "audience",
    "format": "kind",
    "language": "language",
}
NOT_THESE = "!"
"""Words with a stem that begins with it do not count for the concept."""
WHOLE_WORD = "="
"""A search word that begins with it matches whole words only."""


@dataclass(frozen=True)
class Concept:
    """One thing that people look for. `sort` is one of `models.Sort`; dictionaries are keyed by language code."""

    key: str
    """List and slug, for example `topic:sport`."""
    sort: str
    sensitive: bool
    part_of: tuple[str, ...]
    near: tuple[str, ...]
    tags: tuple[str, ...]
    """The tags of `findable/tags.py` that a facet stands for."""
    stems: tuple[str, ...]
    """German word parts that tell it in a text; `^` word start, `$` word end."""
    labels: dict[str, str]
    words: dict[str, tuple[str, ...]]
    """Search words as written, `=` for whole words only."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All concepts by key. One object is one state, so caches may use it as key; the digest is equal for equal content,
    whatever the order of words."""

    digest: str
    concepts: dict[str, Concept]


def make_lexicon(concepts: Iterable[Concept]) -> Lexicon:
    found = {concept.key: concept for concept in concepts}
    return Lexicon(_digest(_content(concept) for concept in found.values()), found)


def split_cell(cell: str | None) -> tuple[str, ...]:
    """The entries of a cell or text column, separated by semicolons, without repeats and in their order."""
    return tuple(dict.fromkeys(entry.strip() for entry in (cell or "").split(";") if entry.strip()))


def join_cell(entries: Iterable[str]) -> str:
    return "; ".join(entries)


def _content(concept: Concept) -> tuple[object, ...]:
    words = sorted((language, sorted(found)) for language, found in concept.words.items() if found)
    facts = (concept.key, concept.sort, concept.sensitive, concept.part_of, concept.near, concept.tags, concept.stems)
    return (*facts, sorted(concept.labels.items()), words)


def _digest(contents: Iterable[tuple[object, ...]]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for line in sorted(map(repr, contents)):
        digest.update(line.encode())
    return digest.hexdigest()
