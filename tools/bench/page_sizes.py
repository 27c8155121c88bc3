"""Bytes over the wire (headers and compressed bodies) and requests of the pages that readers open first."""

import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tools.bench.report import Row

# What a browser fetches by itself; pictures wait until they are scrolled to, so they are no part of these pages. The
# deferred script, which nobody needs, is told apart: the budget does not count it.
STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SCRIPTS = re.compile(r'<script[^>]* src="([^"]+)"')
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
    host = urlsplit(url).netloc
    scripts = parts_of(host, reader_paths(languages[0], offer, district)["results"], SCRIPTS)
    rows = [Row("results, deferred script, not counted", f"{sum(scripts.values()):,} bytes", "≤ 3,000 bytes")]
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
    """Bytes by address: the page and the styles that it makes a browser fetch."""
    return {path: _fetch(host, path)[0]} | parts_of(host, path, STYLES)


def parts_of(host: str, path: str, named: re.Pattern[str]) -> dict[str, int]:
    """Bytes by address of what a page names."""
    parts = sorted(set(named.findall(_fetch(host, path)[1].decode())))
    return {part: _fetch(host, part)[0] for part in parts}


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
