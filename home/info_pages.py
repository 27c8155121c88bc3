"""The pages about the site itself that every municipality starts with: complete texts in every language, to be
changed in Wagtail. What only the town can know stands in square brackets until somebody writes it."""

from pathlib import Path

from home.models import HomePage, InfoPage

FOLDER = Path(__file__).parent / "data" / "info_pages"
SLUGS = ("hilfe", "barrierefreiheit", "datenschutz", "impressum")


def create_info_pages(home: HomePage) -> None:
    """Add the pages that a home page does not have yet, in its language; translations share their key."""
    have = set(home.get_children().values_list("slug", flat=True))
    for slug in SLUGS:
        path = FOLDER / f"{slug}.{home.locale.language_code}.html"
        if slug in have or not path.exists():
            continue
        title, _break, body = path.read_text(encoding="utf-8").partition("\n")
        page = InfoPage(title=title, slug=slug, body=body, locale=home.locale)
        if other := _translation(home, slug):
            page.translation_key = other.translation_key
        home.add_child(instance=page)


def _translation(home: HomePage, slug: str) -> InfoPage | None:
    """The same page below the home page of another language."""
    for other in HomePage.objects.filter(translation_key=home.translation_key).exclude(pk=home.pk):
        if page := InfoPage.objects.child_of(other).filter(slug=slug).first():
            return page
    return None
