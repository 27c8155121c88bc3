"""robots.txt and the sitemap of a municipality's host: its own public, non-sensitive offers and its pages, in every
language. Search pages with a query stay out. A sitemap file may hold 50,000 addresses (sitemaps.org), so a large town
gets several, which the index names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

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
    pages = list(Page.objects.live().descendant_of(site.root_page, inclusive=True))
    words = Page.objects.live().filter(translation_key__in=[page.translation_key for page in pages])
    have = set(words.values_list("translation_key", "locale__language_code"))
    for page in pages:
        rest = page.url_path.removeprefix(site.root_page.url_path)
        paths = [(code, f"/{code}/{rest}") for code in tenant.languages if (page.translation_key, code) in have]
        yield Entry(paths, page.last_published_at)


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
