from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from directory.models import Municipality
from directory.municipalities import create_municipality


class Command(BaseCommand):
    help = "Create a municipality with its site and home pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="short name in addresses and commands: a-z, digits, hyphens")
        parser.add_argument("--name", default="", help="name that readers see (default: made from SLUG)")
        parser.add_argument("--host", default="", help="host name without port (default: SLUG.localhost)")
        parser.add_argument(
            "--languages",
            default="",
            help="comma-separated, e.g. de,de-simple,en,ar (default: all of the installation)",
        )
        parser.add_argument("--county", default="", help="county whose offers show here too")

    def handle(self, *args: Any, **options: Any) -> None:
        languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        known = [code for code, _name in settings.LANGUAGES]
        if unknown := [code for code in languages if code not in known]:
            raise CommandError(f"Unknown language: {', '.join(unknown)}. Possible: {', '.join(known)}.")
        if languages and "de" not in languages:
            languages.insert(0, "de")
        if Municipality.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"There is already a municipality {options['slug']}.")
        try:
            municipality = create_municipality(
                options["slug"], options["name"], options["host"], languages, options["county"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        host = municipality.site.hostname if municipality.site else ""
        self.stdout.write(f"Created {municipality.name} ({municipality.slug}) at http://{host}/")
