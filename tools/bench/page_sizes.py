"""Bytes over the wire (headers and compressed bodies) and requests of the pages that readers open first."""

import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tools.bench.report import Row

# What a browser fetches by itself; pictures wait until they are scrolled to, so they are no part of these pages.
FETCHED = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
JOURNEY = ("home", "results", "offer")
JOURNEY_GOAL = 30_000


def reader_paths(language: str, offer: str, district: str) -> dict[str, str]:
    """The four pages; `offer` and `district` are slugs."""
    return {
        "home": f"/{language}/",
        "results": f"/{language}/angebote/?q=Deutschkurs",
        "offer": f"/{language}/angebote/{offer}/",
        "Stadtteil": f"/{language}/stadtteile/{district}/",
    }


def sizes(url: str, languages: tuple[str, ...], offer: str, district: str) -> list[Row]:
    """A cold visit to each page, and home → search → offer with one stylesheet kept by the browser."""
    host, rows = urlsplit(url).netloc, []
    for language in languages:
        journey: dict[str, int] = {}
        for name, path in reader_paths(language, offer, district).items():
            fetched = page_and_parts(host, path)
            rows.append(
                Row(f"{name}, {language}", f"{sum(fetched.values()):,} bytes, {len(fetched)} requests", _goal(name))
            )
            journey |= fetched if name in JOURNEY else {}
        goal = f"≤ {JOURNEY_GOAL:,} bytes"
        rows.append(Row(f"home → search → offer, {language}", f"{sum(journey.values()):,} bytes", goal))
    return rows


def _goal(name: str) -> str:
    return "≤ 10,000 bytes, 2 requests" if name == "results" else ""


def page_and_parts(host: str, path: str) -> dict[str, int]:
    """Bytes by address: the page and what it makes a browser fetch."""
    page, body = _fetch(host, path)
    parts = {first or second for first, second in FETCHED.findall(body.decode())}
    return {path: page} | {part: _fetch(host, part)[0] for part in sorted(parts)}


def _fetch(host: str, path: str) -> tuple[int, bytes]:
    """Bytes on the wire, and the body as text to read. Raises RuntimeError when the page does not exist."""
    wire = HTTPConnection(host, timeout=60)
    try:
        wire.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = wire.getresponse()
        sent = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        headers = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        wire.request("GET", path)
        return headers + len(sent), wire.getresponse().read()
    finally:
        wire.close()
