"""Writes to live fields that do not come from the editor's form: imports, providers, confirmations.

Every such write is also applied to an open draft, unless the draft changed that field: then the draft wins there and a
conflict is reported. Without this an open draft would undo the write at its next publish (Wagtail 8.0.1).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from directory.models import Confirmation, Offer
from directory.writing.publishing import project

# Wagtail's own bookkeeping, never a fact.
BOOKKEEPING = frozenset(
    {
        "pk", "key", "live", "live_revision", "latest_revision", "has_unpublished_changes", "first_published_at",
        "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """A field that an open draft and a live write both changed."""

    offer: int
    field: str
    draft: Any
    written: Any


def field_values(offer: Offer) -> dict[str, Any]:
    """All fields and child rows of an offer, in the form in which revisions store them."""
    return json.loads(json.dumps(offer.serializable_data(), cls=DjangoJSONEncoder))


@contextmanager
def live_write(keys: Sequence[int]) -> Iterator[list[Conflict]]:
    """Change live offers inside the block by any means; afterwards drafts, documents and outbox follow.

    Yields the list that holds the conflicts once the block has ended. One transaction.
    """
    with transaction.atomic():
        drafts = Offer.objects.filter(pk__in=keys, has_unpublished_changes=True, latest_revision__isnull=False)
        before = {offer.pk: field_values(offer) for offer in drafts}
        conflicts: list[Conflict] = []
        yield conflicts
        for offer in Offer.objects.filter(pk__in=before):
            for revision in _coming_revisions(offer):
                conflicts += [found for found in _follow(offer, revision, before[offer.pk]) if found not in conflicts]
        project(list(keys))


def _coming_revisions(offer: Offer) -> Iterable[Revision]:
    """The open draft, and one that was scheduled before it."""
    return offer.revisions.filter(Q(pk=offer.latest_revision_id) | Q(approved_go_live_at__isnull=False))


def _follow(offer: Offer, revision: Revision, before: dict[str, Any]) -> list[Conflict]:
    """Apply to a coming revision what changed since `before`."""
    after = field_values(offer)
    conflicts = []
    for field in after.keys() - BOOKKEEPING:
        if after[field] == before.get(field):
            continue
        if revision.content.get(field) == before.get(field):
            revision.content[field] = after[field]
        elif revision.content.get(field) != after[field]:
            conflicts.append(Conflict(offer.pk, field, revision.content.get(field), after[field]))
    revision.save(update_fields=["content"])
    return conflicts


def confirm(offer: Offer, by_role: str, on: date, user: AbstractBaseUser | None = None, note: str = "") -> Confirmation:
    """Record that somebody said the entry is right; an older date never replaces a newer one."""
    with live_write([offer.pk]):
        confirmation = Confirmation.objects.create(
            offer=offer, by_role=by_role, confirmed_on=on, by_user=user, note=note
        )
        if offer.confirmed_on is None or on >= offer.confirmed_on:
            Offer.objects.filter(pk=offer.pk).update(confirmed_on=on, confirmed_by=by_role)
    offer.refresh_from_db(fields=["confirmed_on", "confirmed_by"])
    return confirmation
