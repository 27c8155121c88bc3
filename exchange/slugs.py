"""Names of imported records: slugs (ASCII, once in their set, never changed afterwards) and names for comparisons."""

import unicodedata

from django.utils.text import slugify

from exchange.districts.names import split_number

LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "&": " und "})
MAX_LENGTH = 100
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def new_slug(name: str, fallback: str, taken: set[str]) -> str:
    """A slug that is not taken yet, and from now on is; `fallback` serves names without any Latin letter."""
    base = slugify(name.translate(LETTERS)).replace("_", "-")
    base = "-".join(part for part in base.split("-") if part)[:MAX_LENGTH].strip("-") or fallback
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def fold(name: str) -> str:
    """A name for comparisons: no case, no umlauts or accents, no leading number, only letters and digits."""
    plain = split_number(name)[1].casefold().translate(UMLAUTS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if letter.isalnum())
