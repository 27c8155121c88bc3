"""What readers get around the text of a guide: the way to it, its pages, its other languages, where it comes from."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html_join
from wagtail.models import Page

from directory.memory import Tenant
from directory.tenancy import languages_of
from home.addresses import page_address


def guide_context(page: Any, tenant: Tenant | None) -> dict[str, Any]:
    """Values for `home/guide.html`; `page` is a `GuidePage`."""
    ancestors = list(page.get_ancestors().filter(depth__gte=2))
    language = page.locale.language_code
    addresses, twins = _addresses_by_language([*ancestors, page])
    languages = languages_of(tenant, lambda code: addresses.get(code, f"/{code}/"))
    return {
        "crumbs": [(crumb.title, page_address(crumb.url_path, language)) for crumb in ancestors[1:] if crumb.live],
        "body": format_html_join("", "{}", ((block.render(),) for block in page.body)),
        "children": [
            (child.title, page_address(child.url_path, language))
            for child in page.get_children().live().public().only("title", "url_path", "path")
        ],
        "languages": languages,
        "twins": [link for link in languages if link["code"] in twins],
        "others": [link for link in languages if link["code"] in twins and link["code"] != language],
        "imported": getattr(page, "imported", None),
    }


def _addresses_by_language(pages: Sequence[Page]) -> tuple[dict[str, str], set[str]]:
    """For each language the address of the last of these pages that exists in it, and the languages of the very last
    page. `pages` lead from the home page down to the one that is read."""
    depths = {page.translation_key: number for number, page in enumerate(pages)}
    rows = Page.objects.live().filter(translation_key__in=depths)
    found: dict[str, tuple[int, str]] = {}
    for key, code, url_path in rows.values_list("translation_key", "locale__language_code", "url_path"):
        found[code] = max(found.get(code, (-1, "")), (depths[key], page_address(url_path, code)))
    twins = {code for code, (depth, _address) in found.items() if depth == len(pages) - 1}
    return {code: address for code, (_depth, address) in found.items()}, twins
