"""Which property of a GeoJSON file holds the names of the districts.

Towns call it `name`, `STADTTEIL`, `spatial_alias`, `GEN` or anything else, so values decide first: nearly every
area has one, nearly all differ, and they are words. Keys only rank what is left. When two properties are about equally
good, or none is good enough, nobody guesses: `NameInDoubt` lists the candidates with examples.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from exchange.formats.files import UnreadableInput, storable

Properties = dict[str, Any]

NUMBERED = re.compile(r"^(\d+(?:[./-]\d+)*)\s*[-–:.)]?\s+(?=\D*[^\W\d_])")
WORD = re.compile(r"[^\W\d_]")
DATE = re.compile(r"^\d{4}-\d\d-\d\d|^\d{1,2}\.\d{1,2}\.\d{4}")
CODE = re.compile(r"^[\w.:/-]*\d[\w.:/-]*$|_|://|@|^[0-9a-f-]{32,}$", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")

EXACT = {"name", "names", "namen", "bezeichnung", "bez", "title", "titel", "label", "gen", "alias"}
NAMING = ("name", "alias", "bezeich", "beschrift", "title", "titel", "label")
AREAS = (
    "stadtteil", "ortsteil", "stadtbezirk", "ortsbezirk", "bezirk", "quartier", "viertel", "ortschaft", "gemeinde",
    "stadtgebiet", "gemarkung", "kiez", "district", "neighbourhood", "neighborhood", "quarter", "borough", "suburb",
)  # fmt: skip
OTHER = (
    "slug", "short", "kurz", "kuerzel", "kürzel", "abbr", "abk", "color", "farbe", "wikidata", "wikipedia", "website",
    "datum", "date", "created", "updated", "schluessel", "schlüssel", "nummer", "number", "parent", "source", "quelle",
    "lizenz", "license", "bemerk", "comment", "beschreib", "descr", "mayor", "meister", "vorsteh", "kontakt", "contact",
    "strasse", "straße", "street", "adress", "address", "telefon", "phone", "mail", "uuid", "former", "official",
    "alternativ", "sort", "klasse", "class", "level", "ebene", "status", "leiter", "image", "bild",
)  # fmt: skip
OTHER_TOKENS = {
    "id", "nr", "no", "num", "key", "code", "ags", "rs", "fid", "oid", "gml", "kz", "typ", "type", "art", "url", "link",
    "web", "alt", "old", "fax", "tel", "en", "fr", "tr", "ar", "ru", "uk", "es", "it", "pl", "nl", "da", "nds", "hsb",
}  # fmt: skip
KEY_TOKENS = {"nr", "no", "num", "nummer", "number", "code", "key", "schluessel", "schlüssel", "ags", "kz", "id", "gml"}
ROW_COUNTERS = {"cartodb", "fid", "objectid", "ogc", "oid", "osm", "row", "gid"}

GOOD_ENOUGH = 80.0
CLEARLY_BETTER = 15.0


@dataclass(frozen=True)
class Candidate:
    """A property that may hold the names, with three example values."""

    property: str
    score: float
    examples: tuple[str, ...]


class NameInDoubt(UnreadableInput):
    """The name property has to be chosen by hand; `candidates` says among which."""

    def __init__(self, problem: str, candidates: Sequence[Candidate]) -> None:
        self.candidates = list(candidates)
        lines = [f"  --name-property {c.property}   for example: {', '.join(c.examples)}" for c in self.candidates]
        super().__init__("\n".join([problem, *lines]))


def name_property(rows: Sequence[Properties], wanted: str = "") -> str:
    """The property with the names: the wanted one, else the one that is clearly best. Raises NameInDoubt."""
    candidates = _candidates(rows)
    if wanted:
        if any(wanted in row for row in rows):
            return wanted
        raise NameInDoubt(f"No area has a property {wanted}. Choose one of:", candidates or _all_properties(rows))
    if not candidates or candidates[0].score < GOOD_ENOUGH:
        raise NameInDoubt(
            "It is not clear which property holds the names. Choose one of:", candidates or _all_properties(rows)
        )
    best = candidates[0]
    rivals = [c for c in candidates[1:] if best.score - c.score < CLEARLY_BETTER]
    if any(_names(rows, best.property) != _names(rows, rival.property) for rival in rivals):
        raise NameInDoubt("Several properties may hold the names. Choose one of:", [best, *rivals])
    return best.property


def _candidates(rows: Sequence[Properties]) -> list[Candidate]:
    """Properties whose values may be names, best first."""
    found = [Candidate(key, _score(key, rows), _examples(rows, key)) for key in _keys(rows) if _differ(rows, key)]
    return sorted((c for c in found if c.score > 0), key=lambda c: (-c.score, len(c.property), c.property))


def _all_properties(rows: Sequence[Properties]) -> list[Candidate]:
    return [Candidate(key, 0, _examples(rows, key)) for key in _keys(rows)]


def _keys(rows: Iterable[Properties]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _examples(rows: Sequence[Properties], key: str) -> tuple[str, ...]:
    values = dict.fromkeys(str(row[key])[:60] for row in rows if row.get(key) not in (None, ""))
    return tuple(values)[:3]


def _names(rows: Sequence[Properties], key: str) -> list[str]:
    return [split_number(row[key])[1].casefold() if isinstance(row.get(key), str) else "" for row in rows]


def _differ(rows: Sequence[Properties], key: str) -> bool:
    """Nearly every area has a text here, and nearly all texts differ (two quarters may share a name)."""
    names = [name for name in _names(rows, key) if name]
    return len(names) >= 0.8 * len(rows) and len(set(names)) >= max(min(2, len(rows)), 0.85 * len(names) - 1)


def _score(key: str, rows: Sequence[Properties]) -> float:
    """Up to 100 for different values that are words, and up to 30 more or 50 less for what the key says."""
    names = [name for name in _names(rows, key) if name]
    repeated = 1 - len(set(names)) / len(names)
    return 100 * sum(map(_likeness, names)) / len(names) - 60 * repeated + _key_score(key)


def _likeness(name: str) -> float:
    """1 for words, 0 for codes, dates and web addresses, between for single letters, words with digits, sentences."""
    letters = len(WORD.findall(name))
    if not letters or DATE.search(name) or CODE.search(name) or letters < 0.5 * len(name.replace(" ", "")):
        return 0.0
    return 0.7 if letters < 2 or any(map(str.isdigit, name)) or len(name) > 60 else 1.0


def _key_score(key: str) -> float:
    lowered, tokens = key.casefold(), _tokens(key)
    if tokens & OTHER_TOKENS or any(word in lowered for word in OTHER):
        return -50 if not any(word in lowered for word in NAMING) else -25
    if lowered in EXACT:
        return 30
    naming = any(word in lowered for word in NAMING) or "gen" in tokens or "nam" in tokens
    area = any(word in lowered for word in AREAS)
    return 15.0 if naming else 14.0 if area else 0.0


def _tokens(key: str) -> set[str]:
    return {token for token in re.split(r"[\W_\d]+", CAMEL.sub("_", key).casefold()) if token}


def split_number(value: str) -> tuple[str, str]:
    """("03", "Nordstadt") of `03 Nordstadt`; the first part is empty when no number leads."""
    text = storable(value)
    found = NUMBERED.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text)


def names_and_keys(rows: Sequence[Properties], key: str) -> list[tuple[str, str]]:
    """(name, key in the source) per area. Leading numbers become keys when most names have one; the name is empty
    where the property holds no text."""
    texts = [storable(str(row[key])) if _is_scalar(row.get(key)) else "" for row in rows]
    split = [split_number(text) for text in texts]
    if sum(bool(number) for number, _name in split) * 2 > len(rows):
        return [(name, number) for number, name in split]
    other = _key_property(rows, key)
    return [(text, storable(str(row[other]))[:120] if other else "") for text, row in zip(texts, rows, strict=True)]


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _key_property(rows: Sequence[Properties], name: str) -> str | None:
    """A property with a different official number or code per area; row counters of an export tool are none."""
    for key in _keys(rows):
        tokens = _tokens(key)
        values = [str(row[key]) for row in rows if _is_scalar(row.get(key))]
        if key != name and tokens & KEY_TOKENS and not tokens & ROW_COUNTERS and len(set(values)) == len(rows):
            return key
    return None
