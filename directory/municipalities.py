"""Creating a municipality. Its pages belong to `home`, which listens to `municipality_created`."""

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Locale

from directory.models import Municipality
from directory.vocabularies import load_vocabularies

municipality_created = Signal()


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
    municipality.save()
    municipality_created.send(Municipality, municipality=municipality, host=host or f"{slug}.localhost")
    return municipality
