"""One thing that is wrong in the lexicon's files, and the notes that excuse what only looks wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from directory.lexicon.concepts import split_cell
from directory.lexicon.files import FOLDER, read_rows

ANY = "*"


@dataclass(frozen=True)
class Problem:
    """`group` is the check that found it; `language` may be empty."""

    group: str
    language: str
    text: str


@dataclass(frozen=True)
class Notes:
    """Rows of notes.csv: language, word, the keys it is about, and the reason why it is all right.

    Language and word `*` excuse every word that just these two concepts share.
    """

    rows: tuple[tuple[str, str, frozenset[str]], ...]

    @cached_property
    def words(self) -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], frozenset[str]] = {}
        for language, word, keys in self.rows:
            found[language, word] = found.get((language, word), frozenset()) | keys
        return found

    @cached_property
    def pairs(self) -> frozenset[frozenset[str]]:
        return frozenset(keys for language, word, keys in self.rows if (language, word) == (ANY, ANY))

    def excuse(self, language: str, word: str, keys: Iterable[str]) -> bool:
        """Whether a note is about this word and all of these concepts."""
        return set(keys) <= self.words.get((language, word), frozenset())

    def excuse_pair(self, language: str, word: str, keys: Iterable[str]) -> bool:
        return frozenset(keys) in self.pairs or self.excuse(language, word, keys)


def read_notes(folder: Path = FOLDER) -> Notes:
    rows = read_rows(folder / "notes.csv")
    return Notes(tuple((row["language"], row["word"], frozenset(split_cell(row["keys"]))) for row in rows))
