"""The form of one vocabulary value: beside its labels all its search words, one line for each language."""

from collections import defaultdict
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from directory.lexicon.concepts import join_cell, split_cell
from directory.lexicon.words import checked_in_language, checked_word
from directory.lexicon.writing import WordChanges, used_words
from directory.memory import memory
from directory.models import SearchWord, Term
from directory.panels import direction


def words_field(language: str) -> str:
    return f"words_{language}"


class WordsField(forms.CharField):
    """Search words of one language, separated by semicolons."""

    def __init__(self, language: str) -> None:
        self.language = language
        widget = forms.Textarea(attrs={"rows": 2, "dir": direction(language), "lang": language})
        super().__init__(required=False, label=language, widget=widget)

    def clean(self, value: Any) -> list[str]:
        words, errors = [], []
        for entry in split_cell(super().clean(value)):
            try:
                words.append(checked_word(entry))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return words


class TermFormBase(WagtailAdminModelForm):
    """Shared words only; those of one municipality are rows of the list of search words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self._rows()
        for language in settings.SEARCH_LANGUAGES:
            if name_field := self.fields.get(words_field(language)):
                name_field.label = memory().label("language", language)
                self.initial[words_field(language)] = join_cell(used_words(rows[language]))

    def _rows(self) -> dict[str, list[SearchWord]]:
        rows: dict[str, list[SearchWord]] = defaultdict(list)
        if self.instance.pk:
            for row in self.instance.search_words.filter(municipality=None).order_by("pk"):
                rows[row.language].append(row)
        return rows

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        key = f"{data.get('vocabulary')}:{data.get('slug')}"
        for language in settings.SEARCH_LANGUAGES:
            for word in data.get(words_field(language), ()):
                try:
                    checked_in_language(language, word, key)
                except ValidationError as error:
                    self.add_error(words_field(language), error)
        return data

    def save(self, commit: bool = True) -> Term:
        term: Term = super().save(commit)
        if commit:
            rows, changes = self._rows(), WordChanges()
            for language in settings.SEARCH_LANGUAGES:
                if words_field(language) in self.cleaned_data:
                    changes.want(term, language, self.cleaned_data[words_field(language)], rows[language])
            changes.write()
        return term


TermForm = type(TermFormBase)(
    "TermForm", (TermFormBase,), {words_field(code): WordsField(code) for code in settings.SEARCH_LANGUAGES}
)
