"""Fields that hold vocabulary values by slug.

Slugs are stable and never re-used (`vocabularies.md`), so a record stores them directly: drafts, imports and
three-way comparisons work on readable values and a bulk write needs no join rows (docs/decisions/0004).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def vocabulary_choices(vocabulary: str) -> list[tuple[str, str]]:
    """(slug, label in the active language) of every value that is not retired."""
    from directory.memory import memory

    return [(term.slug, term.label()) for term in memory().vocabulary(vocabulary).values() if not term.retired]


def require_known(vocabulary: str, slugs: list[str]) -> None:
    """Raise ValidationError when a slug is not a value of the vocabulary (retired values stay allowed)."""
    from directory.memory import memory

    known = memory().vocabulary(vocabulary)
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        raise ValidationError(
            _("Unknown value: %(value)s."), code="unknown", params={"value": ", ".join(map(str, unknown))}
        )


class TermField(models.CharField):
    """One vocabulary value, by slug; the empty string means that nothing was said."""

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.vocabulary, *args], kwargs

    def validate(self, value: str, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value:
            require_known(self.vocabulary, [value])

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.ChoiceField(
            choices=lambda: [("", "–"), *vocabulary_choices(self.vocabulary)],
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=self.get_default(),
        )


class TermListField(models.JSONField):
    """Several vocabulary values, as a list of slugs in the order given; an empty list means that nothing was said."""

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.vocabulary, *args], kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("This must be a list of values."), code="list")
        require_known(self.vocabulary, value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=lambda: vocabulary_choices(self.vocabulary),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
