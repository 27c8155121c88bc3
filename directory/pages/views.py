"""Pages of single offers, and what belongs to one: short address, QR code, calendar files."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from directory.findable.tags import COUNTY_REACHES, WIDE_REACHES
from directory.memory import Tenant, memory
from directory.models import PublicDocument
from directory.pages.addresses import addresses_of, offer_path
from directory.pages.calendar_files import Entry, calendar_file, keyed_dates, place_words, places_of
from directory.pages.offer_page import is_sensitive, offer_page, shown_title
from directory.pages.reading import texts_for
from directory.pages.sharing import qr_svg, sharing_of
from directory.pages.structured_data import structured_data
from directory.showing import berlin_today
from directory.tenancy import accepted_language, languages_of, require_tenant


@require_safe
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one offer; an ended one answers too and says what came after."""
    tenant = require_tenant(request)
    document = find_document(tenant, slug=slug)
    today = berlin_today()
    page = offer_page(document, tenant, get_language() or "", today)
    addresses = addresses_of(request, tenant, document.facts)
    context = {
        "offer": page,
        "sharing": sharing_of(page, addresses, today),
        "structured_data": structured_data(document.facts, page, addresses, today),
    }
    return discreet(render(request, "directory/offer.html", context), page.sensitive)


@require_safe
def short_address(request: HttpRequest, number: int) -> HttpResponse:
    """`/a/{number}` on paper and in QR codes: leads to the offer in the reader's language."""
    tenant = require_tenant(request)
    document = find_document(tenant, pk=number)
    with override(accepted_language(request, tenant.languages)):
        response = redirect("offer", document.slug)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def qr_page(request: HttpRequest, number: int) -> HttpResponse:
    """The QR code of one offer, large, with its short address in words, in the reader's language."""
    tenant = require_tenant(request)
    document = find_document(tenant, pk=number)
    language = accepted_language(request, tenant.languages)
    with override(language):
        today = berlin_today()
        page = offer_page(document, tenant, language, today)
        sharing = sharing_of(page, addresses_of(request, tenant, document.facts), today)
        context = {
            "offer": page,
            "sharing": sharing,
            "languages": languages_of(tenant, partial(offer_path, document.slug)),
        }
        response = render(request, "directory/offer_qr.html", context)
    response["Content-Language"] = language
    return discreet(response, page.sensitive)


@require_safe
def qr_file(request: HttpRequest, number: int) -> HttpResponse:
    """The QR code as a picture for posters and brochures."""
    tenant = require_tenant(request)
    document = find_document(tenant, pk=number)
    svg = qr_svg(addresses_of(request, tenant, document.facts).short, scale=10, standalone=True)
    return discreet(HttpResponse(svg, content_type="image/svg+xml"), is_sensitive(document.facts))


@require_safe
def calendar(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One run or meeting as a calendar file; what has ended is gone."""
    tenant = require_tenant(request)
    document = find_document(tenant, slug=slug)
    facts, sensitive = document.facts, is_sensitive(document.facts)
    item = keyed_dates(facts, berlin_today()).get(name)
    if item is None:
        raise Http404(name)
    title = texts_for([document.pk], get_language() or "", fields=("title",))[str(document.pk)]["title"].text
    addresses = addresses_of(request, tenant, facts)
    entry = Entry(
        uid=f"{name}-{document.pk}@{request.get_host().partition(':')[0]}",
        title=shown_title(facts, title),
        url=addresses.short,
        place="" if sensitive else " · ".join(map(place_words, places_of(item, facts))),
        written=document.updated_at,
    )
    response = HttpResponse(calendar_file(item, facts, entry), content_type="text/calendar; charset=utf-8")
    file_name = document.pk if sensitive else slug
    response["Content-Disposition"] = f'attachment; filename="{file_name}-{name}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return discreet(response, sensitive)


def find_document(tenant: Tenant, **lookup: str | int) -> PublicDocument:
    """The document of a published offer that this municipality shows. Raises Http404 when there is none."""
    document = PublicDocument.objects.filter(**lookup).first()
    if document is None or not belongs_here(document, tenant):
        raise Http404(f"no offer with {lookup}")
    return document


def discreet(response: HttpResponse, sensitive: bool) -> HttpResponse:
    """Keeps sensitive pages out of search engines, of the address that the next page sees, and of every cache."""
    if sensitive:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
    return response


def belongs_here(document: PublicDocument, tenant: Tenant) -> bool:
    """Whether the municipality of this host shows the offer: its own, and those for the county or wider."""
    facts = document.facts
    home = memory().tenants.get(facts["municipality"])
    if facts["municipality"] == tenant.slug or facts["reach"] in WIDE_REACHES:
        return True
    return facts["reach"] in COUNTY_REACHES and home is not None and home.county == tenant.county
