"""Creating a municipality. Its pages belong to `home`, which listens to `municipality_created`."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Locale, Site

from directory.models import Municipality
from directory.vocabularies import load_vocabularies

municipality_created = Signal()
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


@transaction.atomic
def create_municipality(
    slug: str, name: str = "", host: str = "", languages: list[str] | None = None, county: str = ""
) -> Municipality:
    """Create a municipality with its pages and site, and make sure that languages and vocabularies exist.

    Defaults: name from the slug, host `SLUG.localhost`, all languages. Raises ValidationError for bad values; an
    existing slug is refused.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    load_vocabularies()
    municipality = Municipality(
        slug=slug,
        name=name or slug.replace("-", " ").title(),
        languages=languages or [code for code, _name in settings.LANGUAGES],
        county=county,
    )
    municipality.full_clean()
    host = checked_host(host or f"{slug}.localhost")
    municipality.save()
    municipality_created.send(Municipality, municipality=municipality, host=host)
    return municipality


def checked_host(host: str) -> str:
    """A host name as sites hold it. Raises ValidationError when it is none, has a port, or belongs to another site."""
    host = host.strip().lower().rstrip(".")
    if not HOST.fullmatch(host):
        raise ValidationError(f"{host} is no host name. It looks like town.example.org, without https:// and port.")
    taken = Site.objects.filter(hostname=host).exclude(municipality=None)
    if taken.exists():
        raise ValidationError(f"Another municipality has the host {host} already.")
    return host
