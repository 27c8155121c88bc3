"""Fills in what the municipality's record knows, when a page is read, so that a phone number exists once."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.memory import Tenant

BLANK = re.compile(r"\{(town|publisher|address|office|phone|email)\}")


def filled(html: str, tenant: Tenant) -> SafeString:
    """Rich text with its blanks filled. `html` is trusted (editors' rich text), the record's values are escaped."""
    values = _values(tenant)
    return SafeString(BLANK.sub(lambda match: values[match[1]], html))  # noqa: S308


def _values(tenant: Tenant) -> dict[str, str]:
    lines = [line.strip() for line in tenant.postal_address.splitlines() if line.strip()]
    return {
        "town": _words(tenant.name, ""),
        "publisher": _words(tenant.publisher, _("[Who is responsible]")),
        "address": format_html("<bdi>{}</bdi>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)))
        if lines
        else _("[Postal address]"),
        "office": _words(tenant.office_name or tenant.name, ""),
        "phone": _number(tenant.office_phone) if tenant.office_phone else _("[Phone number of the office]"),
        "email": _mail(tenant.office_email) if tenant.office_email else _("[E-mail address of the office]"),
    }


def _words(value: str, blank: str) -> str:
    return format_html("<bdi>{}</bdi>", value) if value else blank


def _number(number: str) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', number)


def _mail(address: str) -> SafeString:
    return format_html('<a href="mailto:{}"><bdi dir="ltr">{}</bdi></a>', address, address)
