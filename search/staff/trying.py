"""Staff try a query as a reader would type it and see what was understood, what was found, and why."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from directory.lexicon import lexicon
from directory.lexicon.admin import languages, require_editor_of_words
from directory.memory import Tenant, memory
from directory.models import Municipality
from directory.showing import berlin_today
from search.finding import Found, find
from search.form import MAX_TEXT
from search.query import SearchQuery
from search.reasons import Reasons, concept_label
from search.understanding.recognising import Hit

MOST = 10


class TryForm(forms.Form):
    """What is typed where, on a page in which language."""

    q = forms.CharField(label=_("query"), max_length=MAX_TEXT)
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), to_field_name="slug", empty_label=None
    )
    language = forms.ChoiceField(label=_("language of the page"), choices=languages)


@dataclass(frozen=True)
class Meaning:
    """One concept that words of the query stand for; `sure` is 1 for the very word."""

    key: str
    label: str
    sort: str
    sure: float
    language: str
    words: str


@dataclass(frozen=True)
class Tried:
    """One offer with its points."""

    title: str
    url: str
    points: float
    group: str
    why: list[str]


@require_safe
def try_query(request: HttpRequest) -> HttpResponse:
    """The form; after it what came of the query. Nothing is stored."""
    require_editor_of_words(request)
    form = TryForm(request.GET if "municipality" in request.GET else None, initial=_initial(request))
    context: dict[str, Any] = {"form": form, "page_title": _("Try a query"), "header_icon": "search"}
    if form.is_valid():
        tenant = memory().tenants[form.cleaned_data["municipality"].slug]
        context |= _tried(form.cleaned_data["q"], tenant, form.cleaned_data["language"])
    return render(request, "search/admin/try_query.html", context)


def _initial(request: HttpRequest) -> dict[str, str]:
    return {"q": request.GET.get("q", "")[:MAX_TEXT]}


def _tried(text: str, tenant: Tenant, language: str) -> dict[str, Any]:
    query = SearchQuery(tenant.slug, language, berlin_today(), text=" ".join(text.split()), page_size=MOST)
    found = find(query, with_counts=False)
    meant = found.meant
    return {
        "found": found,
        "concepts": [_meaning(hit, found, tenant) for hit in meant.concepts],
        "wishes": [_meaning(hit, found, tenant) for hit in meant.wishes],
        "district": tenant.districts_by_pk[meant.district.district].name() if meant.district else "",
        "plain": [meant.words[place].written for place in meant.content if place not in meant.explained],
        "offers": _offers(found, tenant),
    }


def _meaning(hit: Hit, found: Found, tenant: Tenant) -> Meaning:
    sort = lexicon(tenant).concepts[hit.concept].sort
    words = " ".join(found.meant.words[place].written for place in sorted(hit.places))
    return Meaning(hit.concept, concept_label(hit.concept, tenant), sort, round(hit.score, 2), hit.language, words)


def _offers(found: Found, tenant: Tenant) -> list[Tried]:
    why = Reasons(found.query, found.meant, tenant)
    return [
        Tried(card.title.text, card.url, round(points, 2), group.key, why.of(card, about))
        for group in found.groups
        for card, about, points in zip(group.cards, group.about, group.points, strict=True)
    ]
