"""Pictures as pages show them, and the address that serves them.

Sizes and addresses follow from the stored name alone, so a page asks neither disk nor database. nginx serves /media/ in
production (README); the view here does the same for development and small installations.
"""

import mimetypes
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.pages.reading import Words, fallback_chain, source_words
from directory.pictures import WIDTHS, size_of
from directory.showing import Facts

ONE_YEAR = 31_536_000


@dataclass(frozen=True)
class Picture:
    """One picture: its addresses on this host, the size of the largest, and what it shows."""

    url: str
    srcset: str
    width: int
    height: int
    alt: Words


def shown_picture(picture: Facts | None) -> Picture | None:
    """A picture of the public document, with words in the active language or the next best."""
    size = size_of(picture["path"]) if picture else None
    if picture is None or size is None:
        return None
    width, height = min(size[0], WIDTHS[-1]), size[1]
    if size[0] > width:
        height = round(size[1] * width / size[0])
    stem = f"{settings.MEDIA_URL}{picture['path'].rpartition('.')[0]}"
    sources = {min(size[0], limit): f"{stem}.{limit}.webp" for limit in reversed(WIDTHS)}
    srcset = ", ".join(f"{address} {wide}w" for wide, address in sorted(sources.items()))
    return Picture(f"{stem}.{WIDTHS[-1]}.webp", srcset, width, height, _alt(picture["alt"]))


def _alt(words: dict[str, str]) -> Words:
    chain = fallback_chain(get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
    language = next(code for code in (*chain, *words) if code in words)
    return source_words(words[language], language)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A stored picture. The route lets only names of pictures through; a name never gets another content."""
    if not default_storage.exists(path):
        raise Http404(path)
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
