"""The lexicon of the database, held once per process beside `directory.memory` and with a version of its own, so that
a renamed district does not load 45,000 search words.

The version is a random mark, not a number: a number that a rolled-back transaction used comes again with other rows,
a mark never does. A copy that was read inside a transaction may be rolled back with it; it is held beside the settled
copy, never in its place.
"""

import threading
import time
from secrets import token_hex
from typing import Any

from django.db import transaction

from directory.lexicon.concepts import Lexicon, make_lexicon
from directory.lexicon.rows import read_concepts
from directory.memory import MAX_AGE_SECONDS, Tenant


class Snapshot:
    """The rows as they were under one mark."""

    def __init__(self, mark: str) -> None:
        concepts, self._changes = read_concepts()
        self.mark = mark
        self._shared = make_lexicon(concepts)
        self._own: dict[int, Lexicon] = {}

    def of(self, tenant: Tenant) -> Lexicon:
        """The same object for all municipalities that changed nothing."""
        changes = self._changes.get(tenant.pk)
        if changes is None:
            return self._shared
        if tenant.pk not in self._own:
            self._own[tenant.pk] = make_lexicon(changes.apply(self._shared.concepts))
        return self._own[tenant.pk]


_lock = threading.Lock()
_settled: Snapshot | None = None
_unsettled: Snapshot | None = None
_current: Snapshot | None = None
_checked = 0.0


def lexicon(tenant: Tenant) -> Lexicon:
    """The shared concepts with the municipality's own words and labels, without its removed words and hidden values;
    at most two seconds old."""
    global _current, _checked
    held = _current
    if held is None or time.monotonic() - _checked >= MAX_AGE_SECONDS:
        with _lock:
            if _current is None or time.monotonic() - _checked >= MAX_AGE_SECONDS:
                _current, _checked = _newest(), time.monotonic()
            held = _current
    return held.of(tenant)


def _newest() -> Snapshot:
    global _settled, _unsettled
    from directory.models import MemoryVersion

    mark = MemoryVersion.objects.values_list("lexicon", flat=True).first() or ""
    found = next((held for held in (_settled, _unsettled) if held and held.mark == mark), None) or Snapshot(mark)
    if transaction.get_connection().in_atomic_block:
        _unsettled = found if found is not _settled else _unsettled
    else:
        _settled, _unsettled = found, None
    return found


def forget_lexicon() -> None:
    """Ask the database for the mark before the next use; a copy that still has it is not read again."""
    global _current
    with _lock:
        _current = None


def announce_lexicon_change(**_signal: Any) -> None:
    """Tell every process that concepts or their words changed, once the change is committed."""
    from directory.models import MemoryVersion

    mark = token_hex(8)
    if not MemoryVersion.objects.filter(pk=1).update(lexicon=mark):
        MemoryVersion.objects.get_or_create(pk=1, defaults={"lexicon": mark})
    forget_lexicon()
    transaction.on_commit(forget_lexicon)
