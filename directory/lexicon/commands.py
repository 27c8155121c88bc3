"""What the two commands for tables of words share."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import CommandError

from directory.models import Municipality

NOTHING_USABLE = 1
UNUSABLE = 2


def add_arguments(parser: ArgumentParser, file: str) -> None:
    languages = settings.MODELTRANSLATION_LANGUAGES
    parser.add_argument("language", choices=languages, metavar="LANGUAGE", help=", ".join(languages))
    parser.add_argument("file", metavar="FILE", help=file)
    parser.add_argument("--municipality", metavar="SLUG", help="its own words instead of everybody's")


def chosen_municipality(slug: str | None) -> Municipality | None:
    """The municipality of a slug, None without one. Raises CommandError for an unknown slug."""
    if not slug:
        return None
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no municipality {slug}. There are: {known}.", returncode=UNUSABLE)
    return found
