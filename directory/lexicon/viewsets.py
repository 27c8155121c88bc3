"""Vocabularies and search words in Wagtail's admin."""

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from directory.lexicon.admin import NEEDED
from directory.lexicon.form import TermForm, words_field
from directory.models import SearchWord, Term, TermOverride
from directory.panels import fields, label_panels


class WithTables(IndexView):
    """A list with the way to the tables of words."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = [*super().header_more_buttons]
        if self.request.user.has_perms(NEEDED):
            buttons.append(Button(_("Words as a table"), url=reverse("lexicon_tables"), icon_name="table", priority=90))
            buttons.append(Button(_("Try a query"), url=reverse("try_query"), icon_name="search", priority=80))
        return buttons


class TermFilters(WagtailFilterSet):
    """Lists and sorts as they occur in the rows."""

    vocabulary = django_filters.AllValuesFilter(label=_("list"))

    class Meta:
        model = Term
        fields = ["vocabulary", "sort", "sensitive", "retired"]


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "tag"
    list_display = ["__str__", "slug", "sort", "position", "retired"]
    filterset_class = TermFilters
    index_view_class = WithTables
    search_fields = ["slug", "label_de", "label_en"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *fields("vocabulary", "slug", "icon"),
                    *label_panels("label"),
                    *fields("certain", "position", "sensitive", "professional", "retired", "successor"),
                ],
                heading="Name",
            ),
            ObjectList(
                [
                    *(FieldPanel(words_field(code)) for code in settings.SEARCH_LANGUAGES),
                    *fields("sort", "stems", "part_of", "near", "tags"),
                ],
                heading="Suche",
                help_text=_(
                    "Words that people type to find this, separated by semicolons. A word also finds longer words that "
                    "begin with it; put = before a word that stands for itself only."
                ),
            ),
            ObjectList(label_panels("explanation"), heading="Erklärung"),
        ],
        base_form_class=TermForm,
    )


class SearchWordFilters(WagtailFilterSet):
    """By language, list and owner; the term itself is found by the search box."""

    term__vocabulary = django_filters.AllValuesFilter(label=_("list"))
    language = django_filters.AllValuesFilter(label=_("language"))

    class Meta:
        model = SearchWord
        fields = ["language", "term__vocabulary", "municipality", "origin", "removed"]


class SearchWordViewSet(SnippetViewSet):
    model = SearchWord
    icon = "search"
    list_display = ["word", "language", "term", "municipality", "origin", "removed"]
    filterset_class = SearchWordFilters
    index_view_class = WithTables
    search_fields = ["word", "term__label_de", "term__slug"]
    panels = fields("term", "municipality", "language", "word", "removed")


class TermOverrideViewSet(SnippetViewSet):
    model = TermOverride
    icon = "tag"
    list_display = ["term", "municipality", "hidden"]
