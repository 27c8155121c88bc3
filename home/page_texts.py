"""The words of guides and information pages, and which municipality they belong to: what search and lists need of a
page, in one query for any number of them."""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, Substr
from wagtail.models import Page, PageViewRestriction

from directory.models import Municipality
from home.addresses import HOME_PATH, page_address
from home.filling import BLANK

TAGS = re.compile(r"<[^>]*>")
LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|td|th|tr)>")


@dataclass(frozen=True)
class PageText:
    """One live page in one language. `body` is plain text, one line for each paragraph, list item or heading."""

    pk: int
    key: str
    language: str
    title: str
    body: str
    path: str
    """Of the page tree: which home page it stands below."""
    url: str
    is_guide: bool
    source: str
    source_key: str


def plain(value: str) -> str:
    """HTML as lines of text, without the blanks that pages fill in."""
    text = html.unescape(TAGS.sub("", LINE_ENDS.sub("\n", BLANK.sub("", value))))
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


@lru_cache(maxsize=2_000)
def _body(stored: str) -> str:
    """Plain text of a rich text, or of the stored blocks of a guide."""
    if not stored.startswith("["):
        return plain(stored)
    return "\n".join(filter(None, (plain(text) for text in _texts(json.loads(stored)))))


def _texts(value: Any) -> Iterable[str]:
    """Every text of stored blocks, in the order in which it is read."""
    if isinstance(value, str):
        yield f"{value}\n"
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry["value"] if isinstance(entry, dict) and "value" in entry else entry)
    elif isinstance(value, dict):
        for name in ("caption", "columns", "heading", "rows", "values"):
            yield from _texts(value.get(name, ""))


def live_texts(keys: Iterable[str] | None = None, municipality: str = "") -> dict[str, list[PageText]]:
    """Live, public pages by translation key; of these keys, of one municipality, or all."""
    rows = Page.objects.live().filter(Q(guidepage__isnull=False) | Q(infopage__isnull=False)).filter(~_private())
    if keys is not None:
        rows = rows.filter(translation_key__in=list(keys))
    if municipality:
        rows = rows.annotate(home=Substr("path", 1, HOME_PATH)).filter(home__in=_home_paths(municipality))
    rows = rows.annotate(
        code=F("locale__language_code"),
        stored=Coalesce(Cast("guidepage__body", TextField()), Cast("infopage__body", TextField())),
    )
    found: dict[str, list[PageText]] = {}
    for row in rows.order_by("path").values(
        "pk", "translation_key", "code", "title", "stored", "path", "url_path", "guidepage",
        "guidepage__imported__source__name", "guidepage__imported__source_key",
    ):  # fmt: skip
        found.setdefault(str(row["translation_key"]), []).append(_page_text(row))
    return found


def _page_text(row: dict[str, Any]) -> PageText:
    return PageText(
        pk=row["pk"],
        key=str(row["translation_key"]),
        language=row["code"],
        title=row["title"],
        body=_body(row["stored"] or ""),
        path=row["path"],
        url=page_address(row["url_path"], row["code"]),
        is_guide=row["guidepage"] is not None,
        source=row["guidepage__imported__source__name"] or "",
        source_key=row["guidepage__imported__source_key"] or "",
    )


def _home_paths(municipality: str) -> Subquery:
    site = Municipality.objects.filter(slug=municipality).values("site__root_page__translation_key")
    return Subquery(Page.objects.filter(depth=2, translation_key__in=site).values("path"))


def _private() -> Q:
    """Pages that only some people may read, with everything below them."""
    paths = PageViewRestriction.objects.values_list("page__path", flat=True)
    private = Q(pk__in=[])
    for path in paths:
        private |= Q(path__startswith=path)
    return private
