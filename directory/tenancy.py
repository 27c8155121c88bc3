"""The host decides the municipality, the first part of the path decides the language; no cookie is read or set."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation.trans_real import parse_accept_lang_header

from directory.memory import Tenant, memory

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates the language of the path (`/ar/...`), else the best of Accept-Language.

    Django's own LocaleMiddleware also reads a cookie and redirects unknown paths; readers get neither.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_path = translation.get_language_from_path(request.path_info)
        translation.activate(from_path or accepted_language(request))
        request.LANGUAGE_CODE = get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        if not from_path:
            patch_vary_headers(response, ["Accept-Language"])
        return response


def accepted_language(request: HttpRequest, languages: tuple[str, ...] | None = None) -> str:
    """The best language of Accept-Language among `languages` (all of the installation by default), else German.

    Raw header order by quality; `de-CH` falls back to `de`, `ar-EG` to `ar`.
    """
    offered = languages or tuple(code for code, _name in settings.LANGUAGES)
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    for code, _quality in wanted:
        for candidate in (code, code.partition("-")[0]):
            if candidate in offered:
                return candidate
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in offered else offered[0]


class MunicipalityMiddleware:
    """Sets `request.tenant`, the municipality of the host; None while the installation has none."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(("/static/", "/health/")):  # probes must answer without a database
            host = request.get_host().partition(":")[0].lower()
            request.tenant = memory().tenant_of(host)  # type: ignore[attr-defined]
        return self.get_response(request)


def language_links(request: HttpRequest, tenant: Tenant | None) -> list[dict[str, Any]]:
    """This page in every language of the municipality; languages are named in themselves."""
    current = get_language() or ""
    path = request.get_full_path()
    rest = path.removeprefix(f"/{current}/") if path.startswith(f"/{current}/") else ""
    return languages_of(tenant, lambda code: f"/{code}/{rest}")


def languages_of(tenant: Tenant | None, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """The languages of a municipality, each with its `address`, for `components/languages.html`."""
    names = dict(settings.LANGUAGES)
    return [
        {
            "code": code,
            "name": names[code],
            "rtl": translation.get_language_info(code)["bidi"],
            "url": address(code),
        }
        for code in (tenant.languages if tenant else names)
    ]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What `base.html` needs on every page."""
    if request.path_info.startswith(("/admin/", "/django-admin/")):
        return {}
    tenant = getattr(request, "tenant", None)
    return {
        "tenant": tenant,
        "languages": language_links(request, tenant),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "site_origin": f"{request.scheme}://{request.get_host()}",
    }


def require_tenant(request: HttpRequest) -> Tenant:
    """The municipality of the host. Raises Http404 while there is none, or when it does not offer the language."""
    tenant: Tenant | None = request.tenant  # type: ignore[attr-defined]
    if tenant is None:
        raise Http404("There is no municipality yet: manage.py add_municipality")
    from_path = translation.get_language_from_path(request.path_info)
    if from_path and from_path not in tenant.languages:
        raise Http404(f"{tenant.name} has no pages in {from_path}")
    return tenant
