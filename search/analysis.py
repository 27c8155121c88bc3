"""The one analysis chain: texts, labels and queries become the same folded terms, whatever engine stores them.

Fold scripts and marks, take gender signs and hyphens out, add the lemma, split German compounds. Engines only split at
blanks.
"""

import re
import unicodedata
from functools import lru_cache

import simplemma

from search.compounds import parts_of

# Languages with lemma data that is worth its memory; texts in others are folded only.
LEMMA_LANGUAGES = {"de": "de", "de-simple": "de", "en": "en", "ar": "ar"}
GERMAN = frozenset({"de", "de-simple"})
# Readers type words of these on a page in any language.
QUERY_LANGUAGES = ("de", "en")
MAX_WORD = 60


def _ethiopic() -> dict[str, str]:
    """Letters that sound alike in Tigrinya and are written one for the other, each with its seven vowels."""
    families = [("ሠ", "ሰ"), ("ፀ", "ጸ"), ("ኀ", "ሐ")]
    same = {chr(ord(odd) + vowel): chr(ord(usual) + vowel) for odd, usual in families for vowel in range(7)}
    return same | {"አ": "ኣ", "ዐ": "ዓ"}


_LETTERS = str.maketrans(
    {
        "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی", "ء": None,
        "ё": "е", "ґ": "г",
        **_ethiopic(),
        "\u0640": None, "\u200c": " ", "\u00ad": None,
    }
)  # fmt: skip
# Signs that stand for nothing: direction marks, joiners, a byte order mark.
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_GENDER_SIGN = re.compile(r"(?<=\w)[*:_·/](?=(?:innen|in|r|n)\b)")
# Marks belong to the letter before them: accents typed apart from it, Arabic vowels and doubled letters.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_PIECE = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_WORD = re.compile(rf"{_PIECE}(?:-{_PIECE})*")
_APOSTROPHE = re.compile(r"(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])")
_GERMAN_UMLAUT = re.compile(r"(?<![aeoqu])[aou]e")


def light(text: str) -> str:
    """Lower case and compatible forms, marks kept: `chó` stays another word than `cho`."""
    return unicodedata.normalize("NFKC", text).replace("İ", "i").replace("I\u0307", "i").lower()


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, compatible forms, without marks; Turkish İ and German ß, Arabic and Persian letters alike."""
    decomposed = unicodedata.normalize("NFKD", light(text).translate(_LETTERS))
    plain = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)


def words_of(text: str) -> list[str]:
    """The words of a text as written; a word with hyphens stays one word."""
    text = _APOSTROPHE.sub("", _INVISIBLE.sub("", text))
    return [word[:MAX_WORD] for word in _WORD.findall(_GENDER_SIGN.sub("", text))]


def without_umlaut_digraphs(folded: str) -> str:
    """German written with ae, oe, ue → as if with ä, ö, ü, folded: `buecher` → `bucher`."""
    return _GERMAN_UMLAUT.sub(lambda match: match[0][0], folded)


@lru_cache(maxsize=100_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """Terms that stand for one whole word: folded, its lemma, the whole of a hyphenated word and its pieces."""
    found: dict[str, None] = {}
    pieces = word.split("-")
    for piece in ["".join(pieces), *pieces] if len(pieces) > 1 else pieces:
        found[fold(piece)] = None
        if lemma_language := LEMMA_LANGUAGES.get(language):
            found[fold(simplemma.lemmatize(piece, lang=lemma_language))] = None
    return tuple(term for form in found for term in form.split() if term)


@lru_cache(maxsize=100_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """Terms for the parts of a German compound; empty for other words."""
    if language not in GERMAN:
        return ()
    found = {form: None for piece in word.split("-") for part in parts_of(light(piece)) for form in forms(part, "de")}
    return tuple(found)


def warm_up() -> None:
    """Load the lemma data and the word list of compounds now instead of in the first reader's request."""
    for language in LEMMA_LANGUAGES:
        forms("a", language)
    parts("Wohngeldantrag", "de")
