"""Staff see what readers looked for in vain, and make a word a search word."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.lexicon.admin import require_editor_of_words
from directory.lexicon.concepts import LISTS
from directory.memory import label_in, memory
from directory.models import Municipality, SearchWord, Term
from search.models import MissedTopic, UnmatchedWord
from search.reasons import concept_label
from search.understanding.scripts import script_of, script_of_language

MOST = 500


def search_languages() -> list[tuple[str, str]]:
    return [(code, memory().label("language", code)) for code in settings.SEARCH_LANGUAGES]


class WordForm(forms.Form):
    """Which concept the word shall find, in which language, for whom."""

    term: "forms.ModelChoiceField[Term]" = forms.ModelChoiceField(
        Term.objects.filter(vocabulary__in=LISTS, retired=False).exclude(sort="").order_by("label_de"),
        label=_("concept"),
    )
    language = forms.ChoiceField(label=_("language"), choices=search_languages)
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), required=False, empty_label=_("words of everybody")
    )


@require_safe
def unmet(request: HttpRequest) -> HttpResponse:
    """Words on five different days, subjects from five times on."""
    require_editor_of_words(request)
    context = {
        "words": UnmatchedWord.objects.filter(dismissed=False)[:MOST],
        "topics": _topics(),
        "counting": settings.STADTLOTSE_COUNT_UNMATCHED,
        "page_title": _("What was not found"),
        "header_icon": "help",
    }
    return render(request, "search/admin/unmet.html", context)


def _topics() -> list[dict[str, Any]]:
    tenants = {tenant.pk: tenant for tenant in memory().tenants.values()}
    rows = MissedTopic.objects.filter(count__gte=MissedTopic.SHOWN_FROM, municipality__in=tenants)[:MOST]
    return [
        {
            "month": row.month,
            "subject": concept_label(row.concept, tenants[row.municipality_id]) or row.concept,
            "municipality": tenants[row.municipality_id].name,
            "district": _district(row, tenants[row.municipality_id].districts_by_pk),
            "count": row.count,
        }
        for row in rows
    ]


def _district(row: MissedTopic, districts: dict[int, Any]) -> str:
    return label_in(districts[row.district_id].names) if row.district_id in districts else ""


@require_http_methods(["GET", "HEAD", "POST"])
def unmet_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one word a search word, or put it aside."""
    require_editor_of_words(request)
    row = get_object_or_404(UnmatchedWord, pk=pk)
    if request.method == "POST" and "dismiss" in request.POST:
        UnmatchedWord.objects.filter(pk=pk).update(dismissed=True)
        return redirect("unmet")
    form = WordForm(request.POST or None, initial={"language": _likely_language(row.word)})
    if form.is_valid() and _add(form, row):
        return redirect("unmet")
    context = {"form": form, "word": row, "page_title": row.word, "header_icon": "help"}
    return render(request, "search/admin/unmet_word.html", context)


def _likely_language(word: str) -> str:
    """The first search language of the word's script."""
    script = script_of(word)
    return next((code for code in settings.SEARCH_LANGUAGES if script_of_language(code) == script), "de")


def _add(form: WordForm, row: UnmatchedWord) -> bool:
    added = SearchWord(word=row.word, **form.cleaned_data)
    try:
        added.full_clean()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    added.save()
    row.delete()
    return True
