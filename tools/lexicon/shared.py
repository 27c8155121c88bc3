"""Words that two unrelated concepts share: a query with such a word is understood wrongly half of the time."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from directory.lexicon.concepts import WHOLE_WORD, Lexicon
from directory.models.vocabulary import Sort
from search.analysis import fold
from tools.lexicon.files import above
from tools.lexicon.problems import Notes, Problem

# Values of these sorts are looked for together, and nobody minds which of them a word means first.
ALIKE = frozenset({Sort.AUDIENCE, Sort.FACET, Sort.LANGUAGE})
# Marks tell words of this language apart.
MARKED = frozenset({"vi"})


def folded(language: str, word: str) -> str:
    bare = word.removeprefix(WHOLE_WORD)
    return bare if language in MARKED else fold(bare)


def shared_words(lexicon: Lexicon, notes: Notes) -> Iterator[Problem]:
    families = {key: above(lexicon, key) for key in lexicon.concepts}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, concept in lexicon.concepts.items():
        for language, words in concept.words.items():
            for word in words:
                found[language, folded(language, word)].add(key)
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (language, word), keys in found.items():
        for pair in combinations(sorted(keys), 2):
            if not related(lexicon, families, *pair) and not notes.excuse_pair(language, word, pair):
                pairs[pair].append(f"{language} {word}")
    for both, shared in pairs.items():
        yield Problem("shared", "", f"{' + '.join(both)}: {', '.join(shared)}")


def related(lexicon: Lexicon, families: dict[str, frozenset[str]], one: str, other: str) -> bool:
    """Same family (one is part of the other, or both of something), near each other, or alike."""
    first, second = lexicon.concepts[one], lexicon.concepts[other]
    if ({one} | families[one]) & ({other} | families[other]):
        return True
    return one in second.near or other in first.near or (first.sort == second.sort and first.sort in ALIKE)
