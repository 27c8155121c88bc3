"""How many reports are taken, counted in the database so that all workers and machines share one count.

Of a reader's address only a hash is kept, keyed with this window of time, so that two windows cannot be linked; it goes
with the window, after an hour at most. An IPv6 address counts by its /64 network, because one household has as many
addresses as it likes.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.memory import Tenant
from directory.models import RateCount


@dataclass(frozen=True)
class Limit:
    """At most `most` reports in one `window`."""

    name: str
    most: int
    window: timedelta


# Enough for a family or a class that shares one connection and reports what it found on an afternoon.
PER_ADDRESS = Limit("address", 5, timedelta(minutes=10))
# More than an office can answer; beyond it somebody plays with the form, and the mailbox must stay usable.
PER_MUNICIPALITY = Limit("municipality", 60, timedelta(hours=1))


class TooManyReports(Exception):
    """A limit is reached; nothing was counted."""


def count_report(request: HttpRequest, tenant: Tenant) -> None:
    """Count one report. Raises TooManyReports; call it inside the transaction that stores the report."""
    now = timezone.now()
    _count(PER_MUNICIPALITY, tenant.slug, now)
    _count(PER_ADDRESS, f"{tenant.slug} {network_of(client_address(request))}", now)


def _count(limit: Limit, source: str, now: datetime) -> None:
    seconds = int(limit.window.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    digest = salted_hmac(f"directory.limits {limit.name} {start}", source, algorithm="sha256").hexdigest()
    expires = datetime.fromtimestamp(start, tz=UTC) + limit.window
    for _attempt in range(2):
        if RateCount.objects.filter(digest=digest, count__lt=limit.most).update(count=F("count") + 1):
            return
        try:
            with transaction.atomic():
                RateCount.objects.create(digest=digest, count=1, expires=expires)
            return
        except IntegrityError:
            continue  # the row is there: full, or another worker was first
    raise TooManyReports(limit.name)


def client_address(request: HttpRequest) -> str:
    """The reader's address: behind `STADTLOTSE_PROXIES` trusted proxies, the one that the outermost of them saw."""
    proxies: int = settings.STADTLOTSE_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and forwarded:
        return forwarded[-min(proxies, len(forwarded))]
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """An IPv4 address as it is, the /64 network of an IPv6 address; anything else counts as one source."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6 and (mapped := found.ipv4_mapped):
        return str(mapped)
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
