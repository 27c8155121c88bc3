"""Passing an offer on: links that open mail and messages, the QR code, and what previews of other programs may show.

No script and no foreign host: `mailto:` and `sms:` open what the phone has. A sensitive offer passes on its neutral
title and its short address, nothing else.
"""

import io
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

import segno
from django.utils.safestring import SafeString, mark_safe

from directory.pages.addresses import Addresses
from directory.pages.offer_page import OfferPage
from directory.pages.when import date_words

QR_BORDER = 2  # modules; the page around it is quiet enough


@dataclass(frozen=True)
class Sharing:
    """Links of the section "Share" and the preview of the page; `mail` and `sms` are complete addresses."""

    addresses: Addresses
    mail: str
    sms: str
    printed_on: str

    @property
    def origin(self) -> str:
        """Scheme and host, for addresses that other programs read."""
        return self.addresses.short.partition("/a/")[0]

    @property
    def small_code(self) -> SafeString:
        return qr_svg(self.addresses.short, scale=5)

    @property
    def large_code(self) -> SafeString:
        return qr_svg(self.addresses.short, scale=8)


def sharing_of(page: OfferPage, addresses: Addresses, today: date) -> Sharing:
    """Share links of one offer in the active language."""
    body = f"{page.browser_title}\n{addresses.short}"
    return Sharing(
        addresses=addresses,
        mail=f"mailto:?subject={quote(page.browser_title)}&body={quote(body)}",
        sms=f"sms:?&body={quote(body)}",
        printed_on=date_words(today),
    )


def qr_svg(address: str, scale: int, standalone: bool = False) -> SafeString:
    """A QR code as SVG, black on white in every theme, `scale` pixels for each of its about 33 modules.

    `standalone`: with an XML namespace, as a file of its own.
    """
    code = segno.make(address, error="m", micro=False)
    written = io.BytesIO()
    looks = {"border": QR_BORDER, "svgclass": None, "lineclass": None, "light": "#fff"}
    code.save(written, kind="svg", xmldecl=standalone, svgns=standalone, nl=False, scale=scale, **looks)
    svg = written.getvalue().decode()
    return mark_safe(svg)  # noqa: S308  made of numbers only; the address is drawn, not written
