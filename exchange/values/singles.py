"""Single values from outside: numbers, yes and no, money, days, phone numbers, names of vocabulary values."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from directory.memory import TermLabel, memory
from exchange.slugs import fold
from exchange.values.dates import read_day

YES = frozenset({"ja", "j", "yes", "y", "x", "1", "1.0", "true", "wahr", "t", "✓", "✔"})
NO = frozenset({"nein", "n", "no", "0", "0.0", "false", "falsch", "f"})
PHONE = re.compile(r"(?:\+|00)?\(?\d[\d\s()/.–-]{3,}\d")

_names: dict[str, tuple[Mapping[str, TermLabel], dict[str, str]]] = {}


def term(vocabulary: str, value: Any) -> str:
    """The slug of a value that is named by its slug or its label in any language. Raises ValueError."""
    terms = memory().vocabulary(vocabulary)
    if isinstance(value, str):
        if value in terms:
            return value
        if found := _slugs_by_name(vocabulary, terms).get(fold(value)):
            return found
    raise ValueError(f"not a value of the vocabulary {vocabulary}")


def _slugs_by_name(vocabulary: str, terms: Mapping[str, TermLabel]) -> dict[str, str]:
    """Folded labels → slug, without labels that several values share."""
    held = _names.get(vocabulary)
    if held is None or held[0] is not terms:
        slugs: dict[str, set[str]] = {}
        for slug, entry in terms.items():
            for label in [*entry.labels.values(), *filter(None, [entry.extra.get("endonym")])]:
                slugs.setdefault(fold(str(label)), set()).add(slug)
        held = _names[vocabulary] = (terms, {name: min(found) for name, found in slugs.items() if len(found) == 1})
    return held[1]


def truth(value: Any, name: str = "") -> bool:
    """True or false, also as ja, nein, x, 1, 0 and their like. Raises ValueError for anything else."""
    text = str(value).strip().casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValueError("yes or no is expected (ja, nein, x, 1, 0, true, false)")


def number(value: Any, name: str = "") -> float:
    if isinstance(value, bool):
        raise ValueError("a number is expected")
    try:
        found = float(str(value).replace(",", "."))
    except ValueError:
        raise ValueError("a number is expected") from None
    if not math.isfinite(found):
        raise ValueError("a number is expected")
    return found


def whole(value: Any, name: str = "") -> int:
    found = number(value)
    if found != int(found):
        raise ValueError("a whole number is expected")
    return int(found)


def money(value: Any, name: str = "") -> str:
    """Euro with two decimals."""
    text = re.sub(r"(?i)\s*(?:€|eur|euro)\s*", "", str(value)).replace(",-", "").replace(",", ".")
    try:
        return str(Decimal(text).quantize(Decimal("0.01")))
    except InvalidOperation:
        raise ValueError("an amount in euro is expected") from None


def day(value: Any, name: str = "") -> str:
    return read_day(value, last=name.endswith("ends_on"))


def phone(text: str) -> str:
    """The first phone number of a text; words around it (`Frau …`) are left out."""
    found = PHONE.search(text)
    if not found or len(re.sub(r"\D", "", found[0])) > 16:
        raise ValueError("a phone number is expected")
    return found[0].strip()[:40]


def email(text: str) -> str:
    return text.removeprefix("mailto:").partition("?")[0].strip()


READERS: tuple[tuple[type[models.Field[Any, Any]], Callable[[Any, str], Any]], ...] = (
    (models.BooleanField, truth),
    (models.IntegerField, whole),
    (models.FloatField, number),
    (models.DecimalField, money),
    (models.DateField, day),
)
