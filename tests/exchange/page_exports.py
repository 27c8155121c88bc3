"""Small invented exports of pages, and a way to run the command on them."""

import io
import json

from django.core.management import call_command
from django.core.management.base import CommandError

SITE = "https://integreat.app"


def page(key, path, title, content="", parent="", order=0, twins=(), **fields):
    """One page of the region Testburg; `path` and `parent` begin with the language, `twins` are (language, id)."""
    values = {
        "id": key,
        "url": f"https://admin.integreat-app.de/testburg/{path}/",
        "path": f"/testburg/{path}/",
        "title": title,
        "last_updated": "2024-01-17T00:30:00+01:00",
        "content": content,
        "parent": {"id": 1, "url": "", "path": f"/testburg/{parent}/"} if parent else {"id": 0, "path": None},
        "order": order,
        "available_languages": {code: {"id": other, "path": ""} for code, other in twins},
    }
    return values | fields


def small_town():
    """Housing with two pages in German and English, flats with a table, a link and what must not come through."""
    flat = (
        '<h3 style="color:red">Eine Wohnung mieten</h3><p onclick="x()">Sie brauchen <strong>den Vertrag</strong>.'
        '<script>alert(1)</script><img src="https://example.org/x.png"></p>'
        "<table><tr><th>Wer</th><th>Wann</th></tr><tr><td>Amt</td><td>Montag</td></tr></table>"
        '<ul><li>Telefon: <a href="tel:030 23125 100">030 23125 100</a></li>'
        '<li><a href="mailto:amt@example.org">amt@example.org</a></li>'
        '<li><a href="https://integreat.app/testburg/de/alt/wohngeld/">Wohngeld</a></li>'
        '<li><a href="javascript:alert(1)">Nein</a></li></ul>'
    )
    german = [
        page(10, "de/wohnen", "Wohnen &amp; Leben", twins=[("en", 20)]),
        page(11, "de/wohnen/wohnung", "Wohnung mieten", flat, "de/wohnen", 2, [("en", 21)]),
        page(12, "de/wohnen/wohngeld", "Wohngeld", "<p>Hilfe für die Miete.</p>", "de/wohnen", 4),
    ]
    english = [
        page(20, "en/housing", "Housing", twins=[("de", 10)]),
        page(21, "en/housing/flat", "Renting a flat", "<p>You need a contract.</p>", "en/housing", 2, [("de", 11)]),
    ]
    return german, english


def run(folder, *exports, options=(), municipality="testburg", profile="integreat", **named):
    """The JSON report of one run; `report["status"]` is the exit status."""
    paths = []
    for number, records in enumerate(exports):
        path = folder / f"pages-{number}.json"
        path.write_bytes(records if isinstance(records, bytes) else json.dumps(records).encode())
        paths.append(str(path))
    out, status = io.StringIO(), 0
    try:
        call_command(
            "import_pages", *paths, "--json", *options, municipality=municipality, profile=profile,
            stdout=out, stderr=io.StringIO(), **named,
        )  # fmt: skip
    except CommandError as error:
        if not out.getvalue():
            raise
        status = error.returncode
    return json.loads(out.getvalue()) | {"status": status}
