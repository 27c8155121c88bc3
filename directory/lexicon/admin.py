"""Tables of words in the admin: download one language, bring it in again. The same as the two commands."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.lexicon.tables import TableReport, UnreadableTable, import_table, table
from directory.memory import memory
from directory.models import Municipality

NEEDED = ("directory.change_term", "directory.change_searchword")
LARGEST_BYTES = 5_000_000


def languages() -> list[tuple[str, str]]:
    return [(code, memory().label("language", code)) for code in settings.MODELTRANSLATION_LANGUAGES]


class TableForm(forms.Form):
    """Which words: of which language, everybody's or those of one municipality."""

    language = forms.ChoiceField(label=_("language"), choices=languages)
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), required=False, empty_label=_("words of everybody")
    )


class UploadForm(TableForm):
    file = forms.FileField(label=_("table (CSV)"))
    dry_run = forms.BooleanField(label=_("only report what would happen"), required=False, initial=True)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file


def require_editor_of_words(request: HttpRequest) -> None:
    if not request.user.has_perms(NEEDED):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest) -> HttpResponse:
    """Both forms; after an upload the report above them."""
    require_editor_of_words(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    report = _import(form) if request.method == "POST" and form.is_valid() else None
    context = {
        "download": TableForm(), "upload": form, "report": report, "dry_run": form.is_bound and form["dry_run"].value(),
        "page_title": _("Words as a table"), "header_icon": "table",
    }  # fmt: skip
    return render(request, "directory/admin/word_tables.html", context)


def _import(form: UploadForm) -> TableReport | None:
    data = form.cleaned_data
    try:
        return import_table(data["file"].read(), data["language"], data["municipality"], data["dry_run"])
    except UnreadableTable as error:
        form.add_error("file", str(error))
        return None


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The table of one language; 400 for a language that there is not."""
    require_editor_of_words(request)
    form = TableForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    language, municipality = form.cleaned_data["language"], form.cleaned_data["municipality"]
    name = "-".join(filter(None, ["words", language, municipality.slug if municipality else ""]))
    response = HttpResponse(table(language, municipality).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
