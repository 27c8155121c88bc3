"""The Wagtail site of a municipality: one home page per language, German first, with the pages about the site."""

from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from directory.models import Municipality
from home.info_pages import create_info_pages
from home.models import HomePage


def create_page_trees(municipality: Municipality, host: str) -> Site:
    """Create home pages and site; the first municipality becomes the default site of the installation."""
    root = Page.get_first_root_node()
    drop_welcome_page(root)
    home: HomePage | None = None
    for code in sorted(municipality.languages, key=lambda code: code != "de"):
        page = HomePage(
            title=municipality.name,
            slug=f"{municipality.slug}-{code}",
            locale=Locale.objects.get(language_code=code),
        )
        with override(code):
            page.intro = _("Here you find courses, help and places to meet.")
        if home:
            page.translation_key = home.translation_key
        root.add_child(instance=page)
        create_info_pages(page)
        home = home or page
    site = Site.objects.create(
        hostname=host,
        port=80,
        root_page=home,
        site_name=municipality.name,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    municipality.site = site
    municipality.save(update_fields=["site"])
    return site


def drop_welcome_page(root: Page) -> None:
    """Wagtail's first migration leaves a welcome page and a site for localhost; the first municipality takes over."""
    welcome = {"municipality": None, "root_page__depth": 2, "root_page__content_type__model": "page"}
    for site in Site.objects.filter(**welcome):
        page = site.root_page
        site.delete()
        page.get_descendants(inclusive=True).delete()
    root.refresh_from_db()
