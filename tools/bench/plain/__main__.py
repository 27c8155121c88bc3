"""Loads texts (JSON, first argument) into a plain Wagtail and asks addresses (JSON, second argument); prints ms."""

import json
import os
import sys
from pathlib import Path

import django


def main(texts: Path, addresses: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.plain.settings"
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tools.bench.plain.models import PlainOffer
    from tools.bench.timing import timed

    call_command("migrate", verbosity=0, run_syncdb=True)
    rows = json.loads(texts.read_text(encoding="utf-8"))
    PlainOffer.objects.bulk_create([PlainOffer(**row) for row in rows], batch_size=200)
    call_command("update_index", verbosity=0, stdout=sys.stderr)
    client, urls = Client(), json.loads(addresses.read_text(encoding="utf-8"))
    client.get(urls[0])
    sys.stdout.write(json.dumps(timed([lambda url=url: client.get(url) for url in urls])))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
