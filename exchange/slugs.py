"""Slugs for imported records: ASCII from the name, once in their set, never changed afterwards."""

from django.utils.text import slugify

LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "&": " und "})
MAX_LENGTH = 100


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
