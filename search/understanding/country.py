"""The name of the country says nothing in a guide about living in it, but resembles the name of its language: questions
about "holidays in Germany" would find pages about learning German first."""

import re

# Not Vietnamese, Tigrinya and others that name country and language alike.
_NAMES = (
    r"deutschlands?", r"germany", r"allemagne", r"alemania", r"germania", r"niem(?:cy|iec|cach|czech|com)",
    r"(?:almanya|elmanya)(?:['’]?(?:da|de|dan|ya|nın|yê|yayê))?", r"німеччин[аиіуою]+", r"германи[яиюей]+",
    r"(?:في |ب|ل)?ألمانيا", r"(?:في |ب|ل)?المانيا", r"(?:در )?آلمان",
)  # fmt: skip
_BEFORE = r"(?:\b(?:in|en|în|din|w|do|у|в|li)\s+)?"
_COUNTRY = re.compile(rf"{_BEFORE}\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)


def without_country(text: str) -> str:
    """The text without the country and the small word before it; the text itself where nothing else is said."""
    rest = " ".join(_COUNTRY.sub(" ", text).split())
    return rest if any(letter.isalpha() for letter in rest) else text
