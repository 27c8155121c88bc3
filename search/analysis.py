"""The one analysis chain: texts, labels and queries become the same folded terms, whatever engine stores them.

Plain matching: fold scripts and marks, take gender signs and hyphens out, add the lemma. Engines only split at blanks.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import simplemma

# Languages with lemma data that is worth its memory; texts in others are folded only.
LEMMA_LANGUAGES = {"de": "de", "de-simple": "de", "en": "en", "ar": "ar"}
# Readers also type words of these languages on a page in another one.
OTHER_QUERY_LANGUAGES = ("de", "en")
MAX_WORD = 60
LONGEST_LABEL = 60

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی", "ء": None,
        "\u0640": None, "\u200c": " ", "\u00ad": None,
    }
)  # fmt: skip
_GENDER_SIGN = re.compile(r"(?<=\w)[*:_·/](?=(?:innen|in|r|n)\b)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_GERMAN_UMLAUT = re.compile(r"(?<![aeoqu])[aou]e")


def fold(text: str) -> str:
    """Lower case, compatible forms, without marks; Turkish İ and German ß, Arabic and Persian letters alike."""
    text = unicodedata.normalize("NFKC", text).replace("İ", "i").lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text as written; a word with hyphens stays one word."""
    return [word[:MAX_WORD] for word in _WORD.findall(_GENDER_SIGN.sub("", text))]


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """All terms that stand for one word of a text: folded, its lemma, the parts and the whole of a hyphenated word."""
    found: dict[str, None] = {}
    parts = word.split("-")
    for part in [*parts, "".join(parts)] if len(parts) > 1 else parts:
        found[fold(part)] = None
        if lemma_language := LEMMA_LANGUAGES.get(language):
            found[fold(simplemma.lemmatize(part, lang=lemma_language))] = None
    return tuple(term for form in found for term in form.split() if term)


def terms_of(texts: Iterable[tuple[str, str]]) -> str:
    """Texts in their languages → terms for an engine, separated by blanks."""
    return " ".join(
        (_label_terms if len(text) <= LONGEST_LABEL else _text_terms)(language, text) for language, text in texts
    )


def _text_terms(language: str, text: str) -> str:
    return " ".join(term for word in words_of(text) for term in forms(word, language))


# Labels of vocabularies come with nearly every document of a rebuild.
_label_terms = lru_cache(maxsize=20_000)(_text_terms)


def query_words(text: str, language: str) -> list[tuple[str, ...]]:
    """For each word of a query every term that counts as it: forms in the page's language, in German and English, and
    German written with ae, oe, ue."""
    return [_query_forms(word, language) for word in words_of(text)]


def _query_forms(word: str, language: str) -> tuple[str, ...]:
    word = word.replace("-", "")  # texts have the whole of a hyphenated word too; a single part would find too much
    found = dict.fromkeys(forms(word, language))
    for other in OTHER_QUERY_LANGUAGES:
        found |= dict.fromkeys(forms(word, other))
    plain = fold(word)
    if _GERMAN_UMLAUT.search(plain):
        found[_GERMAN_UMLAUT.sub(lambda match: match[0][0], plain)] = None
    return tuple(found)


def warm_up() -> None:
    """Load the lemma data now instead of in the first reader's request."""
    for language in LEMMA_LANGUAGES:
        forms("a", language)
