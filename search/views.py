from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.showing import berlin_today
from directory.tenancy import require_tenant
from search.form import SearchForm
from search.query import SearchQuery
from search.results import build_results
from search.suggestions import HITS, suggestions

SUGGESTIONS_SECONDS = 300


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


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggestions for what somebody is typing, as JSON; sensitive ones stay in no cache."""
    tenant = require_tenant(request)
    query = SearchQuery(tenant.slug, get_language() or "", berlin_today(), page_size=HITS)
    found = suggestions(request.GET.get("q", "").replace("\0", " "), query, tenant)
    lines = [{"text": line.text, "kind": line.kind, "url": line.url} for line in found]
    response = JsonResponse({"lines": lines}, json_dumps_params={"ensure_ascii": False})
    sensitive = any(line.sensitive for line in found)
    response.headers["Cache-Control"] = "no-store" if sensitive else f"public, max-age={SUGGESTIONS_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
