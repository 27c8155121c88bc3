"""Links inside of imported pages: to our copy of a page where there is one, else to where they led, else nowhere."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from exchange.pages.profiles import PageProfile
from exchange.pages.records import plain_path

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[\d\s()/.-]{2,40}")
LONGEST = 2000


class Links:
    """Knows the paths of all pages of a source; `resolve` turns an address into attributes of an `a`."""

    def __init__(self, profile: PageProfile, pages: Iterable[tuple[str, int]]) -> None:
        self.profile = profile
        self.by_path: dict[str, int] = {}
        self.by_name: dict[tuple[str, str], set[int]] = {}
        for path, pk in pages:
            self.by_path[path] = pk
            self.by_name.setdefault(_name(path), set()).add(pk)

    def resolve(self, address: str) -> str:
        address = re.sub(r"\s+", " " if address.lower().startswith("tel:") else "", address)[:LONGEST]
        scheme, _colon, rest = address.partition(":")
        match scheme.lower():
            case "mailto":
                return _href(address) if MAIL.match(rest) else ""
            case "tel":
                number = re.sub(r"[^\d+]", "", rest)
                return _href(f"tel:{number}") if PHONE.fullmatch(rest.strip()) and number else ""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return ""
        inside = host in self.profile.hosts or (not parts.scheme and not host and parts.path.startswith("/"))
        if inside:
            return self._inside(parts.path)
        return _href(address) if parts.scheme in ("http", "https") and "." in host else ""

    def _inside(self, path: str) -> str:
        """A page that moved since the link was written still has its name, if no other page has the same."""
        plain = plain_path(path)
        if re.match(r"/(?:mailto|tel):", plain):
            return ""
        named = self.by_name.get(_name(plain), set())
        pk = self.by_path.get(plain) or (min(named) if len(named) == 1 else None)
        if pk:
            return f'id="{pk}" linktype="page"'
        return _href(f"{self.profile.site}{quote(path, safe='/%')}") if plain.count("/") > 1 else ""


def _name(path: str) -> tuple[str, str]:
    """Region with language, and the last part of a path."""
    return "/".join(path.split("/")[:3]), path.rpartition("/")[2]


def _href(address: str) -> str:
    return f'href="{escape(address)}"'
