"""Words that carry no subject, by language (`search/data/function-words.txt`): evidence of the language of a query,
and nothing that an offer could be found by."""

from functools import cache, lru_cache
from pathlib import Path

import wordfreq

from search.analysis import QUERY_LANGUAGES, fold, light

FILE = Path(__file__).parent.parent / "data" / "function-words.txt"
COMMON = 3.9  # about the 6,000 most frequent words
# "Without" turns a phrase into its opposite, so it belongs to what a search word says.
_WITHOUT = "ohne kein keine without no not sans sin fără bez без olmadan bê bêyî بدون بلا نه ብዘይ"
NEGATIONS = frozenset(fold(word) for word in _WITHOUT.split())


@cache
def _by_language() -> dict[str, frozenset[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {line.split()[0]: frozenset(fold(word) for word in line.split()[1:]) for line in lines}


@cache
def _vietnamese() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(light(word) for line in lines if line.startswith("vi ") for word in line.split()[1:])


@lru_cache(maxsize=50_000)
def languages_of(folded: str, written: str = "") -> tuple[str, ...]:
    """Languages in which a folded word is a function word; Vietnamese ones differ from others by their marks alone
    (`written`: the word with its marks)."""
    found = tuple(language for language, words in _by_language().items() if folded in words)
    if written and not written.isascii() and written not in _vietnamese():
        found = tuple(language for language in found if language != "vi")
    return found


def is_common(folded: str) -> bool:
    """Whether a word is so frequent in German or English, or so small, that nobody meant another one."""
    return bool(languages_of(folded)) or any(
        wordfreq.zipf_frequency(folded, language, "small") >= COMMON for language in QUERY_LANGUAGES
    )


def is_negation(word: str) -> bool:
    """Whether a word turns a phrase into its opposite."""
    return fold(word) in NEGATIONS


def is_function_word(word: str, language: str) -> bool:
    """Whether a word (any spelling) says nothing by itself in a language."""
    return fold(word) in _by_language().get(language, frozenset())
