"""Finds a street address in running text, so that the words of a protected place name none (plain-language.md P1)."""

import re

_STREET = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß.\-]*(?:[\s\-][A-ZÄÖÜ][\wäöüß.\-]*){0,3}?"
    r"(?:str\.|stra(?:ß|ss)e|gasse|weg|allee|platz|ring|ufer|damm|hof|chaussee|wall)\s+\d{1,4}\s?[a-zA-Z]?\b"
    r"|\b(?:Am|An der|Auf dem|Im|In der|Zum|Zur|Str\.|Straße|Platz|Allee|Weg)\s+[A-ZÄÖÜ]?[\wäöüß\-]*"
    r"\s*\d{1,4}\s?[a-z]?\b"
    r"|\b\d{5}\s+[A-ZÄÖÜ][a-zäöüß]+",
    re.IGNORECASE,
)


def names_a_street(text: str) -> str:
    """The first street with number, or postcode with town, in a text; an empty string when there is none."""
    match = _STREET.search(text or "")
    return match.group(0).strip() if match else ""
