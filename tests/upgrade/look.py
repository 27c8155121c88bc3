"""A process of its own on the database of an earlier landing: brings it up to date as an operator does, then asks for
pages in every language and prints what came as JSON. A module beside the tests, because settings are read once."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from directory.models import MemoryVersion, Offer, Term  # noqa: E402

PATHS = ("", "angebote/?q=Beratung", "angebote/?q=مساعدة", "angebote/deutsch-fuer-frauen-c04/", "stadtteile/weststadt/")


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_vocabularies", stdout=sys.stderr)
    call_command("reindex", stdout=sys.stderr)
    client = Client(SERVER_NAME="wendelbrueck.localhost")
    paths = [f"/{code}/{path}" for code, _name in settings.LANGUAGES for path in PATHS]
    answers = {path: client.get(path) for path in paths}
    seen = {
        "statuses": {path: answer.status_code for path, answer in answers.items()},
        "hits": {path: answer.content.count(b'class="hit"') for path, answer in answers.items() if "?q=" in path},
        "offers": Offer.objects.count(),
        "subjects": Term.objects.exclude(sort="").count(),
        "lexicon": bool(MemoryVersion.objects.get().lexicon),
    }
    sys.stdout.write(json.dumps(seen))


main()
