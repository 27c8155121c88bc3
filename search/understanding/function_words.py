"""Words that carry no subject, by language (`search/data/function-words.txt`): evidence of the language of a query,
and nothing that an offer could be found by."""

from functools import cache
from pathlib import Path

from search.analysis import fold

FILE = Path(__file__).parent.parent / "data" / "function-words.txt"


@cache
def _by_language() -> dict[str, frozenset[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {line.split()[0]: frozenset(fold(word) for word in line.split()[1:]) for line in lines}


@cache
def languages_of(folded: str) -> tuple[str, ...]:
    """Languages in which a folded word is a function word."""
    return tuple(language for language, words in _by_language().items() if folded in words)


def is_function_word(word: str, language: str) -> bool:
    """Whether a word (any spelling) says nothing by itself in a language."""
    return fold(word) in _by_language().get(language, frozenset())
