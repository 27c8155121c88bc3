"""The fields that an import may fill, by the names that profiles use, and how a value from outside becomes ours.

`title`, `kind`, `topics`, ... are fields of the offer; `place.street`, ... of its place; `organization` is the name of
who runs it; `website` its public contact; `en.title`, ... its words in another language. Values are kept in the form
that JSON stores, so that last import, present and new can be compared.
"""

import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from directory.fields import TermField, TermListField
from directory.memory import memory
from directory.models import WORDS, Contact, District, Location, Offer, Organization

FACTS = (
    "kind", "topics", "target_groups", "branch", "course_type", "funding", "level_from", "level_to", "status",
    "duration", "ends_on", "reach", "formats", "start_any_time", "access_rules", "registration", "age_from", "age_to",
    "composition", "costs", "amount", "childcare", "childcare_from_months", "childcare_in_holidays", "trial_sessions",
    "travel_help", "seats", "sensitive", "neutral_title", "anonymous",
)  # fmt: skip
PLACE_FACTS = ("name", "type", "street", "postcode", "town", "latitude", "longitude")

Field = models.Field[Any, Any]
TARGETS: dict[str, Field] = {
    **{name: Offer._meta.get_field(name) for name in (*WORDS, *FACTS)},  # type: ignore[misc]
    **{f"place.{name}": Location._meta.get_field(name) for name in PLACE_FACTS},  # type: ignore[misc]
    "place.district": District._meta.get_field("name"),
    "organization": Organization._meta.get_field("name"),
    "website": Contact._meta.get_field("website"),
}


def language_of(target: str) -> str:
    """The language of a target such as `en.title`; an empty string for all others."""
    language, _dot, word = target.partition(".")
    return language if word in WORDS and language in dict(settings.LANGUAGES) else ""


def known_targets() -> list[str]:
    return [*TARGETS, *(f"{code}.{word}" for code, _name in settings.LANGUAGES for word in WORDS)]


def field_of(target: str) -> Field:
    return TARGETS[target.partition(".")[2] if language_of(target) else target]


def is_list(target: str) -> bool:
    return isinstance(field_of(target), TermListField)


def empty(target: str) -> Any:
    """What a target holds when nothing was said; the default of its field where there is one."""
    field = field_of(target)
    if isinstance(field, TermListField):
        return []
    if field.has_default():
        return field.get_default()
    return "" if isinstance(field, (models.CharField, models.TextField)) else None


def convert(target: str, value: Any, counts: Counter[str]) -> Any:
    """A cleaned value from outside as a value of this target. Raises ValueError with a reason for readers."""
    field = field_of(target)
    if value is None or value == "" or value == []:
        return empty(target)
    if isinstance(field, TermListField):
        return [_term(field.vocabulary, item) for item in (value if isinstance(value, list) else [value])]
    if isinstance(value, (list, dict)):
        raise ValueError("a single value is expected")
    if isinstance(field, TermField):
        return _term(field.vocabulary, value)
    for kind, reader in READERS:
        if isinstance(field, kind):
            return _valid(field, reader(value))
    return _text(field, value, counts)


def _term(vocabulary: str, value: Any) -> str:
    if not isinstance(value, str) or value not in memory().vocabulary(vocabulary):
        raise ValueError(f"not a value of the vocabulary {vocabulary}")
    return value


def _text(field: Field, value: Any, counts: Counter[str]) -> str:
    if isinstance(value, bool):
        raise ValueError("a text is expected")
    text = str(value)
    if isinstance(field, models.CharField):
        text = " ".join(text.split())
        if isinstance(field, models.URLField):
            return _valid(field, text)
        if field.max_length and len(text) > field.max_length:
            counts["texts cut"] += 1
            text = text[: field.max_length].rstrip()
    return text


def _valid(field: Field, value: Any) -> Any:
    with translation.override(None):  # reports are in plain English
        try:
            field.run_validators(field.to_python(value))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise ValueError("a number is expected")
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise ValueError("a number is expected") from None
    if not math.isfinite(number):
        raise ValueError("a number is expected")
    return number


def _whole(value: Any) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError("a whole number is expected")
    return int(number)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is expected")
    return value


def _money(value: Any) -> str:
    try:
        return str(Decimal(str(value).replace(",", ".")).quantize(Decimal("0.01")))
    except InvalidOperation:
        raise ValueError("an amount in euro is expected") from None


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise ValueError("a date like 2025-07-11 is expected") from None


READERS: tuple[tuple[type[Field], Callable[[Any], Any]], ...] = (
    (models.BooleanField, _truth),
    (models.IntegerField, _whole),
    (models.FloatField, _number),
    (models.DecimalField, _money),
    (models.DateField, _day),
)
