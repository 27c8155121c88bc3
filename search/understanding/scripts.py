"""Scripts and sounds: which script a word is in, how it sounds in Latin letters, how German is spelled by ear.

A `skeleton` keeps only the consonants of a word, with those that languages and keyboards confuse made equal. Words of
different scripts are compared by it: Шпандау, شبانداو and Spandau have the same one.
"""

import re
import unicodedata
from functools import lru_cache

SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "ETHIOPIC": "Ethi"}
SCRIPT_OF_LANGUAGE = {"ar": "Arab", "fa": "Arab", "ru": "Cyrl", "uk": "Cyrl", "ti": "Ethi"}
LANGUAGES = ("de", "en", "ar", "uk", "ru", "tr", "fa", "pl", "fr", "es", "ro", "vi", "kmr", "ti")


def script_of_language(language: str) -> str:
    return SCRIPT_OF_LANGUAGE.get(language, "Latn")


@lru_cache(maxsize=20_000)
def script_of(word: str) -> str:
    """Script of the first letter; "Latn" for words without letters (numbers, `a2`)."""
    for letter in word:
        if letter.isalpha():
            return SCRIPTS.get(unicodedata.name(letter, "?").split()[0], "Zyyy")
    return "Latn"


_CYRILLIC = dict(
    zip(
        "абвгдеєжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e sh s i i i i k l m n o p r s t u f h s tsch sh sh _ i _ e u a".replace("_", "").split(" "),
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقکلمنهویپچژگ",
        "a b t t g h h d d r s s sh s d t s _ g f k k l m n h u i p tsch sh g".replace("_", "").split(" "),
        strict=True,
    )
)
_LATIN_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        # The digits of Arabic chats: letters that Latin does not have.
        ("[57]", "kh"), ("[23]", ""), ("8", "gh"), ("9", "q"), ("6", "t"),
        ("tsch|tch", "C"), ("sch|sz|zh|sh", "S"),
        ("(?<=[aeiou])ch(?=[^aeiou])|(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        ("(?<=[aeiou])ch|kh", "h"), ("ch", "S"), ("ow$", "o"), ("(?<=[aeo])w(?=[^aeiou]|$)", ""),
        ("ph", "f"), ("th", "t"), ("gh", "g"),
        ("ck|q|c(?=[aouklrt]|$)", "k"), ("x", "ks"), ("tz|ts|z|c", "s"), ("dj|dsch|j", "g"), ("w", "v"),
    ]
]  # fmt: skip
_SAME = str.maketrans({"b": "p", "d": "t", "g": "k", "f": "p", "v": "p"})
_VOWELS = re.compile("[aeiouy_]")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def romanized(folded: str) -> str:
    """A folded word of any script in rough Latin letters."""
    script = script_of(folded)
    if script == "Cyrl":
        return "".join(_CYRILLIC.get(letter, "") for letter in folded)
    if script == "Arab":
        return "".join(_ARABIC.get(letter, "") for letter in folded.removesuffix("ه"))
    return folded


def skeleton(folded: str) -> str:
    """Consonants of a folded word as they sound; empty where too few remain to mean anything."""
    bones = _bones(folded)
    return bones if len(bones.lstrip("A")) >= 3 else ""


def short_skeleton(folded: str) -> str:
    """The same of a short name: two consonants are enough, a final h does not sound."""
    bones = _bones(folded).removesuffix("h")
    return bones if len(bones) >= 2 else ""


@lru_cache(maxsize=100_000)
def _bones(folded: str) -> str:
    sound = romanized(folded)
    for pattern, replacement in _LATIN_SOUNDS:
        sound = pattern.sub(replacement, sound)
    sound = sound.replace("S", "s")
    first_vowel = "A" if sound[:1] in "aeiou" else ""
    return first_vowel + _DOUBLE.sub(r"\1", _VOWELS.sub("", sound.translate(_SAME)))


_BY_EAR = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        ("sch|sh|(?<![aeiouäöü])ch", "S"), ("ph|v|w", "f"), ("tz|ts|ds|z|c(?=[eiy])", "s"), ("chs", "x"),
        ("ck|c(?!h)|q|g(?=$)|g(?=t)", "k"), ("d(?=$)|dt", "t"), ("b(?=$)", "p"),
        ("eu|oi|oy", "äu"), ("ei|ey|ay|ai", "ai"), ("ie|ih|y", "i"), ("ks|x", "x"), ("th", "t"), ("kh", "h"),
        ("(?<=[aeiouäöü])h", ""), ("ä", "e"), ("ö", "o"), ("ü", "u"),
    ]
]  # fmt: skip


@lru_cache(maxsize=100_000)
def by_ear(word: str) -> str:
    """German as one hears it: `fisik` and `Physik`, `schwimbat` and `Schwimmbad` are the same."""
    sound = word
    for pattern, replacement in _BY_EAR:
        sound = pattern.sub(replacement, sound)
    return _DOUBLE.sub(r"\1", sound)
