from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.showing import berlin_today
from directory.tenancy import require_tenant
from search.form import SearchForm
from search.results import build_results


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results page and every list of offers."""
    tenant = require_tenant(request)
    form = SearchForm(request.GET, tenant, get_language() or "", berlin_today())
    found = build_results(form, tenant)
    context = {
        "results": found,
        "form": {"q": form.query.text, "stadtteil": form.district.slug if form.district else ""},
        "noindex": bool(request.GET),
    }
    return render(request, "search/results.html", context)
