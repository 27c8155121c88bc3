"""What is checked on a form request before its fields are read: where it comes from and how big it is."""

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# 2,000 characters of any script are at most 24,000 bytes as a form sends them; more room, so that a text that is too
# long comes back to its writer instead of being thrown away.
LARGEST_BODY = 64 * 1024
# Read and dropped, so that the browser shows our answer instead of a broken connection.
MOST_DRAINED = 4 * 1024 * 1024
SAME_SITE = frozenset({"same-origin", "none"})


def is_from_here(request: HttpRequest) -> bool:
    """Whether the form was sent from this site. Very old browsers and proxies that strip headers tell nothing; then
    the signed token alone decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in SAME_SITE
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def is_too_large(request: HttpRequest) -> bool:
    """Whether the body is more than this form takes; then it is read away in small pieces."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return True
    if length <= LARGEST_BODY:
        return False
    left = min(length, MOST_DRAINED)
    try:
        while left > 0 and (piece := request.read(min(left, LARGEST_BODY))):
            left -= len(piece)
    except (OSError, UnreadablePostError):
        pass  # the sender is gone
    return True


def posted_fields(request: HttpRequest) -> QueryDict | None:
    """The fields of the form; None when they cannot be read."""
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return None
