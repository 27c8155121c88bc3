"""Our results page beside a plain Wagtail search page: same texts, same words, same run, one process each."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from directory.models import OfferText
from tools.bench.report import Row
from tools.bench.room import ROOT, environment
from tools.bench.timing import percentile, spread, timed

GOALS = {("sqlite", 10_000): "≥ 200", ("postgresql", 100_000): "≥ 80"}


def beside_plain_wagtail(folder: Path, addresses: list[str], size: int) -> list[Row]:
    """Both p50 / p95, and how many times faster or slower ours is; on the database that is configured."""
    words = OfferText.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    texts, asked = folder / "plain-texts.json", folder / "plain-addresses.json"
    texts.write_text(json.dumps(list(words.values("title", "summary", "description"))), encoding="utf-8")
    asked.write_text(json.dumps(addresses), encoding="utf-8")
    client = Client()
    for address in addresses:
        client.get(address)
    ours = timed([lambda address=address: client.get(address) for address in addresses])
    command = [sys.executable, "-m", "tools.bench.plain", str(texts), str(asked)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE)  # noqa: S603
    plain = json.loads(done.stdout)
    goal = GOALS.get((connection.vendor, size), "")
    ratios = [percentile(plain, share) / percentile(ours, share) for share in (50, 95)]
    return [
        Row.of("words only, our results page", spread(ours), "ms"),
        Row.of("words only, plain Wagtail search page", spread(plain), "ms"),
        Row("plain Wagtail takes … times as long", f"{ratios[0]:.1f} / {ratios[1]:.1f}", goal),
    ]
