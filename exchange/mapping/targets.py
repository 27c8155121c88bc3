"""The fields that an import may fill, by the names that profiles use, and how a value from outside becomes ours.

`title`, `kind`, `topics`, ... are fields of the offer; `place.street`, ... of its place; `organization` is the name of
who runs it; `website`, `phone`, `email` its contact; `languages.personal`, ... its languages by role; `en.title`, ...
its words in another language. Values are kept in the form that JSON stores, so that last import, present and new can
be compared.
"""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from directory.fields import TermField, TermListField
from directory.memory import memory
from directory.models import WORDS, Contact, District, Location, Offer, Organization
from directory.weekly_slots import WeeklySlotsField
from exchange.values.hours import read_week
from exchange.values.singles import READERS, email, phone, term

FACTS = (
    "kind", "topics", "target_groups", "branch", "course_type", "funding", "level_from", "level_to", "status",
    "duration", "ends_on", "reach", "formats", "slots", "start_any_time", "access_rules", "registration", "age_from",
    "age_to", "composition", "costs", "amount", "amount_unit", "childcare", "childcare_from_months",
    "childcare_in_holidays", "trial_sessions", "travel_help", "seats", "waiting_weeks", "waiting_as_of", "sensitive",
    "neutral_title", "anonymous",
)  # fmt: skip
PLACE_FACTS = (
    "name", "type", "street", "postcode", "town", "latitude", "longitude", "stop", "arrival_hint", "floor", "slots",
)  # fmt: skip
ROLES = ("durchfuehrung", "beratung", "personal", "dolmetschen", "gelernt", "material")
ACCESS = "place.access."
GERMAN_NEEDED = "german_needed"
CONTACT = ("website", "phone", "email")
# Judged as one value: lists that a source gives whole.
RUNS = "runs"

Field = models.Field[Any, Any]
TARGETS: dict[str, Field] = {
    **{name: Offer._meta.get_field(name) for name in (*WORDS, *FACTS)},  # type: ignore[misc]
    **{f"place.{name}": Location._meta.get_field(name) for name in PLACE_FACTS},  # type: ignore[misc]
    "place.district": District._meta.get_field("name"),
    "organization": Organization._meta.get_field("name"),
    "organization.types": Organization._meta.get_field("types"),
    "organization.run_by": Organization._meta.get_field("run_by"),
    **{name: Contact._meta.get_field(name) for name in CONTACT},  # type: ignore[misc]
    **{f"languages.{role}": TermListField("language") for role in ROLES},
    GERMAN_NEEDED: TermField("level"),
    RUNS: models.JSONField(default=list),
}


def language_of(target: str) -> str:
    """The language of a target such as `en.title`; an empty string for all others."""
    language, _dot, word = target.partition(".")
    return language if word in WORDS and language in dict(settings.LANGUAGES) else ""


def known_targets() -> list[str]:
    access = [f"{ACCESS}{slug}" for slug in memory().vocabulary("accessibility")]
    return [*TARGETS, *access, *(f"{code}.{word}" for code, _name in settings.LANGUAGES for word in WORDS)]


def field_of(target: str) -> Field:
    if target.startswith(ACCESS):
        return models.BooleanField(null=True)
    return TARGETS[target.partition(".")[2] if language_of(target) else target]


def is_list(target: str) -> bool:
    return isinstance(field_of(target), TermListField)


def empty(target: str) -> Any:
    """What a target holds when nothing was said; the default of its field where there is one."""
    field = field_of(target)
    if isinstance(field, (TermListField, models.JSONField)):
        return []
    if field.has_default():
        return field.get_default()
    return "" if isinstance(field, (models.CharField, models.TextField)) else None


def convert(target: str, value: Any, counts: Counter[str]) -> Any:
    """A cleaned value from outside as a value of this target. Raises ValueError with a reason for readers."""
    if value is None or value == "" or value == []:
        return empty(target)
    return convert_field(target, field_of(target), value, counts)


def convert_field(name: str, field: Field, value: Any, counts: Counter[str]) -> Any:
    """The same for any field of a model; a `name` that ends in `ends_on` takes the last day of a month."""
    if isinstance(field, TermListField):
        return [term(field.vocabulary, item) for item in (value if isinstance(value, list) else [value])]
    if isinstance(field, WeeklySlotsField):
        return value if isinstance(value, list) else read_week(str(value))
    if isinstance(value, (list, dict)):
        raise ValueError("a single value is expected")
    if isinstance(field, TermField):
        return term(field.vocabulary, value)
    for kind, reader in READERS:
        if isinstance(field, kind):
            return _valid(field, reader(value, name))
    if name == "amount_unit":
        return _choice(field, value)
    return _text(name, field, value, counts)


def _choice(field: Field, value: Any) -> Any:
    known = [choice for choice, _label in field.choices or ()]
    if value not in known:
        raise ValueError(f"not one of: {', '.join(known)}")
    return value


def _text(name: str, field: Field, value: Any, counts: Counter[str]) -> str:
    if isinstance(value, bool):
        raise ValueError("a text is expected")
    if isinstance(value, int) and name == "place.postcode":
        value = f"{value:05d}"  # a spreadsheet lost the leading zero
    text = str(value)
    if isinstance(field, models.CharField):
        text = " ".join(text.split())
        if name == "phone":
            return phone(text)
        if isinstance(field, models.EmailField):
            return _valid(field, email(text))
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
