"""A form without session: the token in the form proves that this site made it for this offer less than two hours ago.

It names the purpose (as salt), the offer and a random number. It works once: its number is remembered as a keyed digest
until it would have expired anyway.
"""

import secrets
from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.models import UsedToken

PURPOSE = "directory.feedback"
# Long enough to look for the right words with a dictionary, or to wait for somebody who helps.
LIFETIME = timedelta(hours=2)
LONGEST_TOKEN = 300  # characters; ours have about 80


class TokenError(Exception):
    """The token is foreign, too old or was used before: the reader gets a fresh form with the same text."""


def make_token(offer: int) -> str:
    """A signed token for one report about one offer."""
    return signing.dumps([offer, secrets.token_urlsafe(12)], salt=PURPOSE)


def read_token(token: str, offer: int) -> str:
    """The random number of a token. Raises TokenError."""
    if len(token) > LONGEST_TOKEN:
        raise TokenError("too long")
    try:
        about, number = signing.loads(token, salt=PURPOSE, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TokenError("not ours, or too old") from error
    if about != offer:
        raise TokenError("made for another offer")
    return str(number)


def use_up(number: str) -> None:
    """Remember a token's number. Raises TokenError when it was used before."""
    digest = salted_hmac(PURPOSE, number, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            UsedToken.objects.create(digest=digest, expires=timezone.now() + LIFETIME)
    except IntegrityError as error:
        raise TokenError("used before") from error
