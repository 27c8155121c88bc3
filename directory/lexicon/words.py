"""What may be a label or a search word: its letters belong to its language's script."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.lexicon.concepts import WHOLE_WORD

# Languages that are not written in Latin letters. German and English words stand among their words as they are.
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "uk": "CYRILLIC", "ru": "CYRILLIC", "ti": "ETHIOPIC"}
LATIN = "LATIN"
# Letters of a sister language that slip in.
STRANGE = {"uk": frozenset("ыэъё"), "ru": frozenset("іїєґ")}
NAMES_OF_LANGUAGES = "language:"
LONGEST_WORD = 80
_RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=2000)
def script_of(letter: str) -> str:
    """The first part of the letter's Unicode name, for example LATIN; empty for marks and modifiers of any script."""
    if unicodedata.category(letter) in ("Lm", "Mn", "Mc"):
        return ""
    return unicodedata.name(letter, "?").partition(" ")[0]


def foreign_letters(language: str, text: str, key: str) -> str:
    """The letters that do not belong into a word of this language for a concept. Latin ones belong everywhere; names of
    languages are also written as in the language itself; but no run of letters may mix two scripts."""
    own = SCRIPTS.get(language, LATIN)
    any_script = key.startswith(NAMES_OF_LANGUAGES)
    wrong: dict[str, None] = {}
    if not any_script:
        wrong |= dict.fromkeys(letter for letter in text.lower() if letter in STRANGE.get(language, ()))
    for run in _RUN_OF_LETTERS.findall(text):
        scripts = {letter: script_of(letter) for letter in run}
        used = set(scripts.values()) - {""}
        if not any_script:
            wrong |= dict.fromkeys(letter for letter, script in scripts.items() if script not in ("", LATIN, own))
        if len(used) > 1:
            rare = min(used, key=lambda script: sum(script == found for found in scripts.values()))
            wrong |= dict.fromkeys(letter for letter, script in scripts.items() if script == rare)
    return "".join(wrong)


def checked_word(text: str) -> str:
    """A search word as it is kept: lower case, single blanks. Raises ValidationError."""
    whole, bare = text.strip().startswith(WHOLE_WORD), " ".join(text.strip().removeprefix(WHOLE_WORD).split())
    word = (WHOLE_WORD if whole else "") + unicodedata.normalize("NFC", bare).lower()
    if not any(letter.isalnum() for letter in word):
        raise ValidationError(_("“%(word)s” has no letter."), params={"word": text})
    if len(word) > LONGEST_WORD:
        raise ValidationError(
            _("“%(word)s” is longer than %(length)s letters."), params={"word": word, "length": LONGEST_WORD}
        )
    if ";" in word:
        raise ValidationError(_("“%(word)s” has a semicolon: please enter one word at a time."), params={"word": word})
    return word


def checked_in_language(language: str, text: str, key: str) -> str:
    """The text unless it has letters of another script. Raises ValidationError."""
    if wrong := foreign_letters(language, text, key):
        raise ValidationError(
            _("“%(text)s” has letters of another script: %(letters)s"), params={"text": text, "letters": wrong}
        )
    return text
