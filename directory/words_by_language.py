"""A few words in several languages in one field, for words that belong to a fact and not to an offer's text.

Written form, one line per language: `de: Zwei Frauen lesen.` Stored form: `{"de": "Zwei Frauen lesen."}`. A line
without a language is German.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

LONGEST = 300


def parse_words(text: str) -> dict[str, str]:
    """Words by language. Raises ValidationError for a line that is too long."""
    codes = {code for code, _name in settings.LANGUAGES} | set(settings.SEARCH_LANGUAGES)
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        code, sign, words = line.partition(":")
        code = code.strip().lower()
        known = bool(sign) and code in codes
        found[code if known else settings.LANGUAGE_CODE] = words.strip() if known else line
        if len(line) > LONGEST:
            raise ValidationError(
                _("This text is too long. Please write %(most)d letters at most.") % {"most": LONGEST}
            )
    return {code: words for code, words in found.items() if words}


class WordsByLanguageFormField(forms.CharField):
    """Edits the words in their written form."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{code}: {words}" for code, words in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        return value if isinstance(value, dict) else parse_words(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or {}))


class WordsByLanguageField(models.JSONField):
    """Words by language code; empty when nobody wrote any."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        options: dict[str, Any] = {"default": dict, "blank": True} | kwargs
        super().__init__(verbose_name, **options)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return WordsByLanguageFormField(required=False, label=self.verbose_name, help_text=self.help_text)
