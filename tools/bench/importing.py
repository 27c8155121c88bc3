"""Rows per second of an import: made-up records in JSON through a profile, new and a second time unchanged; prints rows
as JSON."""

import json
import time
from pathlib import Path
from typing import Any

import django

from tools.bench.child import answer
from tools.bench.report import Part, Row
from tools.bench.room import manage

RECORDS = 5000
PROFILE = """\
[source]
name = "messung"
title = "Messung"
license = "CC0"

[file]
format = "json"
key = "id"

[fields]
title = "name"
summary = "text"
organization = "provider"
"place.name" = "house"
"place.street" = "street"
"place.postcode" = "zip"
"place.town" = "town"

[fixed]
kind = "kurs"

[values.topic]
"Sprache" = { topics = ["deutsch"] }
"Sport" = { topics = ["sport"] }
"Kultur" = { topics = ["kultur"] }
"""


def record(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Kurs {number}",
        "text": f"Dieser Kurs ist erfunden. Er hat die Nummer {number} und ist für alle.",
        "provider": f"Messverein {number % 200}",
        "house": f"Messhaus {number % 300}",
        "street": f"Messweg {number % 300}",
        "zip": "00000",
        "town": "Wendelbrück",
        "topic": ("Sprache", "Sport", "Kultur")[number % 3],
    }


def imports(folder: Path, municipality: str) -> list[Row]:
    """Rows per second, the command's start included."""
    data, profile = folder / "messung.json", folder / "messung.toml"
    data.write_text(json.dumps([record(number) for number in range(RECORDS)]), encoding="utf-8")
    profile.write_text(PROFILE, encoding="utf-8")
    rows = []
    for label in ("new", "unchanged"):
        started = time.perf_counter()
        manage(folder, "import_offers", str(data), "--municipality", municipality, "--profile", str(profile))
        seconds = time.perf_counter() - started
        rows.append(Row(f"import of {RECORDS:,} records, {label}", f"{RECORDS / seconds:.0f} rows per second"))
    return rows


def _measure(folder: Path, size: int, _words: list[str]) -> list[Part]:
    django.setup()
    from directory.memory import memory

    return [Part(f"{size:,} offers", imports(folder, next(iter(memory().tenants))))]


if __name__ == "__main__":
    answer(_measure)
