from typing import Any

from django.core.management.base import BaseCommand

from directory.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = "Bring the shipped vocabularies into the database after an upgrade. What was changed here stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_vocabularies()
        self.stdout.write(f"{loaded.added} values added, {loaded.changed} changed, {loaded.words} search words.")
