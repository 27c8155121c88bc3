"""Where an offer is found: its page in each language, its short address, and the host that both belong to.

An offer for the whole county shows on the hosts of several municipalities. Its one canonical page, and the pages in
other languages that belong to it, lie on the host of the municipality that keeps it (docs/decisions/0011). The short
address is that of the host a reader came by: it answers on all of them.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from directory.memory import Tenant, memory
from directory.showing import Facts


@dataclass(frozen=True)
class Addresses:
    """Whole addresses of one offer; `alternates` are (language, address) of all its pages."""

    short: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    default: str

    @property
    def short_words(self) -> str:
        """The short address as people type it."""
        return self.short.partition("://")[2]


def origin_of(request: HttpRequest, tenant: Tenant, facts: Facts) -> str:
    """Scheme, host and port of the municipality that keeps the offer; those of the request when it is its own."""
    owner = memory().tenants.get(facts["municipality"], tenant)
    if owner.slug == tenant.slug or not owner.host:
        return f"{request.scheme}://{request.get_host()}"
    port = request.get_port()
    usual = port == ("443" if request.is_secure() else "80")
    return f"{request.scheme}://{owner.host}{'' if usual else f':{port}'}"


def addresses_of(request: HttpRequest, tenant: Tenant, facts: Facts) -> Addresses:
    """Addresses of a published offer, for a page in the active language."""
    origin = origin_of(request, tenant, facts)
    owner = memory().tenants.get(facts["municipality"], tenant)
    short = reverse("short_address", args=[facts["number"]])
    alternates = tuple((code, origin + offer_path(facts["slug"], code)) for code in owner.languages)
    language = get_language() or ""
    here = f"{request.scheme}://{request.get_host()}"
    return Addresses(
        short=here + short,
        canonical=dict(alternates).get(language) or here + offer_path(facts["slug"], language),
        alternates=alternates,
        default=origin + short,
    )


def offer_path(slug: str, language: str) -> str:
    with override(language):
        return reverse("offer", args=[slug])
