"""Which vocabulary values a word of a query stands for, to tell a reader why a hit matches."""

from functools import lru_cache

from directory.lexicon import Lexicon, lexicon
from directory.lexicon.concepts import WHOLE_WORD
from directory.memory import Tenant, memory
from search.analysis import forms

# Tag name → vocabulary, for the values that may stand as a reason.
REASONS = {"thema": "topic", "art": "kind", "sparte": "branch", "zielgruppe": "target-group", "format": "format"}


TAGS = {vocabulary: tag for tag, vocabulary in REASONS.items()}


@lru_cache(maxsize=20)
def _index(held: Lexicon) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, concept in held.concepts.items():
        vocabulary, _sep, slug = key.partition(":")
        if vocabulary not in TAGS:
            continue
        words = [(code, word.removeprefix(WHOLE_WORD)) for code, many in concept.words.items() for word in many]
        for language, text in [*concept.labels.items(), *words]:
            for word in text.split():
                for form in forms(word, language):
                    found.setdefault(form, set()).add(f"{TAGS[vocabulary]}:{slug}")
    return {form: frozenset(tags) for form, tags in found.items()}


def tags_of_word(word_forms: tuple[str, ...], tenant: Tenant) -> frozenset[str]:
    """Tags of all values that have one of these forms in a label or search word of the municipality."""
    index = _index(lexicon(tenant))
    return frozenset().union(*(index.get(form, frozenset()) for form in word_forms))


def reason_label(tag: str, tenant: Tenant) -> str:
    """The municipality's label of a tag that may stand as a reason."""
    name, _sep, slug = tag.partition(":")
    return memory().label(REASONS[name], slug, tenant)


def is_sensitive_tag(tag: str) -> bool:
    """Whether a tag stands for a subject that readers may have to hide."""
    name, _sep, slug = tag.partition(":")
    term = memory().vocabulary(REASONS.get(name, "")).get(slug)
    return bool(term and term.sensitive)
