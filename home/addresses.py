"""Where a page of a tree is read. Worked out from columns, because lists must not ask the database for every page."""

from wagtail.models import Page

# Length of the part of a tree path that names the home page: two steps, root and home.
HOME_PATH = 2 * Page.steplen


def page_address(url_path: str, language: str) -> str:
    """`/testburg-de/hilfe/` in German is read at `/de/hilfe/`."""
    return f"/{language}/{url_path.lstrip('/').partition('/')[2]}"
