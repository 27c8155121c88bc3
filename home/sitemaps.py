"""robots.txt and the sitemap of a municipality's host: its own public, non-sensitive offers and its pages, in every
language. Search pages with a query stay out. A sitemap file may hold 50,000 addresses (sitemaps.org), so a large town
gets several, which the index names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from directory.memory import Tenant
from directory.models import PublicDocument
from directory.models.document import PublicDocumentQuerySet
from directory.pages.offer_page import is_sensitive
from directory.showing import berlin_today
from directory.tenancy import require_tenant
from home.addresses import HOME_PATH, page_address

MOST = 50_000
ROUTES = ("results", "emergency", "glossary")


@dataclass(frozen=True)
class Entry:
    """One page in every language it exists in: (language, path)."""

    paths: list[tuple[str, str]]
    changed: datetime | None = None


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but searches, forms and the workplace of the staff."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?", "Disallow: /*/melden/"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of sitemap files."""
    tenant = require_tenant(request)
    pages = range(1, 2 + ceil(_offers(tenant).count() / _per_part(tenant)))
    addresses = [request.build_absolute_uri(reverse("sitemap-part", args=[number])) for number in pages]
    return render(request, "home/sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """File 1 holds pages, the others offers."""
    tenant = require_tenant(request)
    entries = list(_pages(request, tenant) if number == 1 else _offer_entries(tenant, number - 2))
    if not entries:
        raise Http404(number)
    context = {"entries": entries, "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "home/sitemap.xml", context, content_type="application/xml")


def _per_part(tenant: Tenant) -> int:
    return MOST // len(tenant.languages)


def _in_all_languages(tenant: Tenant, route: str, *arguments: str) -> list[tuple[str, str]]:
    paths = []
    for language in tenant.languages:
        with override(language):
            paths.append((language, reverse(route, args=arguments)))
    return paths


def _pages(request: HttpRequest, tenant: Tenant) -> Iterator[Entry]:
    for route in ROUTES:
        yield Entry(_in_all_languages(tenant, route))
    site = Site.find_for_request(request)
    if site is None:
        return
    homes = Page.objects.filter(translation_key=site.root_page.translation_key).values_list("path", flat=True)
    found: dict[UUID, dict[str, str]] = {}
    changed: dict[UUID, datetime | None] = {}
    rows = Page.objects.live().public().annotate(home=Substr("path", 1, HOME_PATH)).filter(home__in=list(homes))
    columns = ("translation_key", "locale__language_code", "url_path", "last_published_at")
    for key, code, url_path, published in rows.order_by("path").values_list(*columns):
        found.setdefault(key, {})[code] = page_address(url_path, code)
        changed.setdefault(key, published)
    for key, addresses in found.items():
        paths = [(code, addresses[code]) for code in tenant.languages if code in addresses]
        if paths:
            yield Entry(paths, changed[key])


def _offers(tenant: Tenant) -> PublicDocumentQuerySet:
    return PublicDocument.objects.public(berlin_today()).filter(municipality=tenant.pk).order_by("pk")


def _offer_entries(tenant: Tenant, number: int) -> Iterator[Entry]:
    if number < 0:
        return
    size = _per_part(tenant)
    rows = _offers(tenant).values_list("slug", "facts", "updated_at")
    for slug, facts, changed in rows[number * size : (number + 1) * size].iterator():
        if not is_sensitive(facts):
            yield Entry(_in_all_languages(tenant, "offer", slug), changed)
