from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from directory.feedback.keeping import purge


class Command(BaseCommand):
    help = "Delete readers' reports that were answered or are 90 days old, and what the form's limits no longer need."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be deleted")

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge(dry_run=options["dry_run"])
        self.stdout.write(f"{'Would delete' if options['dry_run'] else 'Deleted'}: {purged}")
