"""Pages of quarters and organisations, and the start for German courses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.memory import Tenant
from directory.pages.district_choices import chosen_notes, district_choices
from directory.pages.district_map import district_map
from directory.pages.organization_page import find_organization
from directory.pages.views import discreet
from directory.showing import berlin_today
from directory.tenancy import require_tenant
from search.pages.choosing import Choice, choice
from search.pages.courses import courses_page
from search.pages.district import district_page
from search.pages.organization import organization_offers


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    """Choose a quarter: from the list, on the map, by postcode or name; one that fits leads on at once."""
    tenant = require_tenant(request)
    chosen = choice(request.GET.get("stadtteil", ""), tenant)
    if len(chosen.found) == 1:
        return redirect("district", chosen.found[0].slug)
    return _chooser(request, tenant, chosen, 200)


@require_safe
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one quarter; for an unknown one the list of all, with status 404."""
    tenant = require_tenant(request)
    note = tenant.districts.get(slug)
    if note is None:
        hint = _("This part of town does not exist. Please choose from the list.")
        return _chooser(request, tenant, Choice("", [], hint), 404)
    page = district_page(note, tenant, get_language() or "", berlin_today())
    return render(request, "places/district.html", {"district": page})


def _chooser(request: HttpRequest, tenant: Tenant, chosen: Choice, status: int) -> HttpResponse:
    context = {
        "choice": chosen,
        "districts": chosen_notes(tenant),
        "map": district_map(tenant),
        "noindex": status != 200 or bool(request.GET),
    }
    return render(request, "places/districts.html", context, status=status)


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one organisation; without offers it says so."""
    tenant = require_tenant(request)
    row = find_organization(slug, tenant)
    if row is None:
        raise Http404(slug)
    page = organization_offers(row, tenant, get_language() or "", berlin_today())
    context = {"page": page, "organization": page.organization}
    return discreet(render(request, "places/organization.html", context), page.sensitive)


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Four questions about German courses that lead into the search."""
    tenant = require_tenant(request)
    page = courses_page(tenant, get_language() or "", berlin_today())
    return render(request, "places/courses.html", {"page": page, "districts": district_choices(tenant)})
