"""Pages of single offers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from directory.findable.tags import COUNTY_REACHES, WIDE_REACHES
from directory.memory import Tenant, memory
from directory.models import PublicDocument
from directory.pages.offer_page import offer_page
from directory.showing import berlin_today
from directory.tenancy import accepted_language, require_tenant


@require_safe
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one offer; an ended one answers too and says what came after."""
    tenant = require_tenant(request)
    document = PublicDocument.objects.filter(slug=slug).first()
    if document is None or not belongs_here(document, tenant):
        raise Http404(slug)
    page = offer_page(document, tenant, get_language() or "", berlin_today())
    response = render(request, "directory/offer.html", {"offer": page})
    if page.sensitive:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def short_address(request: HttpRequest, number: int) -> HttpResponse:
    """`/a/{number}` on paper and in QR codes: leads to the offer in the reader's language."""
    tenant = require_tenant(request)
    document = PublicDocument.objects.filter(pk=number).first()
    if document is None or not belongs_here(document, tenant):
        raise Http404(number)
    with override(accepted_language(request, tenant.languages)):
        response = redirect("offer", document.slug)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def belongs_here(document: PublicDocument, tenant: Tenant) -> bool:
    """Whether the municipality of this host shows the offer: its own, and those for the county or wider."""
    facts = document.facts
    home = memory().tenants.get(facts["municipality"])
    if facts["municipality"] == tenant.slug or facts["reach"] in WIDE_REACHES:
        return True
    return facts["reach"] in COUNTY_REACHES and home is not None and home.county == tenant.county
