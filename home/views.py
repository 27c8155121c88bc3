"""The door of the site, and what readers see when something is not there or went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from directory.tenancy import accepted_language, require_tenant
from home.emergency import emergency_card


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the best language of Accept-Language."""
    tenant = getattr(request, "tenant", None)
    code = accepted_language(request, tenant.languages if tenant else None)
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    """Numbers that help at once, one tap away from every page."""
    return render(request, "home/emergency.html", {"card": emergency_card(require_tenant(request))})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that nobody can read: what the page for missing things says helps here too."""
    try:
        return render(request, "404.html", status=400)
    except Exception:  # noqa: BLE001  the host itself may be what is wrong
        return HttpResponse(get_template("500.html").render(_plain()), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor request context, because either may be what failed."""
    return HttpResponse(get_template("500.html").render(_plain()), status=500)


def _plain() -> dict[str, str]:
    direction = "rtl" if get_language_bidi() else "ltr"
    return {"language": get_language() or settings.LANGUAGE_CODE, "direction": direction}
