"""What happens to offers whose record is no longer in the source, or is another one's: nothing is deleted.

A vanished offer ends (status `beendet`) with a note for the office; its page stays and says so. A key that now belongs
to another provider ends the old offer and starts a new one. A record that comes back under the same key and provider
is the same offer again. A run that would end more than a tenth of the source's offers stops before it writes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from directory.models import ImportedRecord, Offer, Source
from exchange.mapping.record_mapping import Mapped
from exchange.slugs import fold

ENDED = "beendet"
MOST_ENDINGS = 0.1
ALIKE = 0.75
SHORTEST_PART = 5  # letters of a name that may count as a part of another one


@dataclass
class Sorted:
    """The records of a file, by what they are for the database; `kept` and `revived` by key."""

    new: list[Mapped] = field(default_factory=list)
    kept: dict[str, ImportedRecord] = field(default_factory=dict)
    revived: dict[str, ImportedRecord] = field(default_factory=dict)
    vanished: list[ImportedRecord] = field(default_factory=list)
    replaced: list[tuple[ImportedRecord, Mapped]] = field(default_factory=list)
    running: int = 0

    @property
    def ending(self) -> list[ImportedRecord]:
        return [*self.vanished, *(record for record, _entry in self.replaced)]

    @property
    def too_many(self) -> bool:
        """Whether so many offers would end that the file is more likely to be wrong."""
        return len(self.ending) > MOST_ENDINGS * self.running


def sort_entries(source: Source, entries: Sequence[Mapped], unusable: Collection[str]) -> Sorted:
    """Compare the keys of a file with those that are known; `unusable` are keys of rejected records, which are still
    in the source."""
    records = ImportedRecord.objects.filter(source=source).select_related("offer", "location").order_by("pk")
    running = {record.source_key: record for record in records if record.ended is None}
    former: dict[str, list[ImportedRecord]] = {}
    for record in records:
        if record.ended:
            former.setdefault(record.source_key, []).append(record)
    found = Sorted(running=len(running))
    for entry in entries:
        before = running.get(entry.key)
        if before and is_same_provider(before, entry):
            found.kept[entry.key] = before
            continue
        if before:
            found.replaced.append((before, entry))
        back = next((old for old in reversed(former.get(entry.key, [])) if is_same_provider(old, entry)), None)
        if back:
            found.revived[entry.key] = back
        else:
            found.new.append(entry)
    if entries:
        present = {entry.key for entry in entries} | set(unusable)
        found.vanished = [record for key, record in running.items() if key not in present]
    return found


def is_same_provider(record: ImportedRecord, entry: Mapped) -> bool:
    """Whether a record still tells of the provider it told of. A name that is only written otherwise or made longer
    is no other provider, unless address and website changed with it."""
    old, new = record.values.get("organization") or "", entry.values.get("organization") or ""
    if not old or not new or fold(old) == fold(new) or record.offer is None:
        return True
    if record.offer.source_language != entry.language or _is_known_name(record.offer, new):
        return True
    return _alike(fold(old), fold(new)) and not all(
        _differ(record.values, entry.values, names) for names in (("website",), ("place.street", "place.postcode"))
    )


def _is_known_name(offer: Offer, name: str) -> bool:
    """Whether the office knows this name of the offer's providers: as theirs or as another of their names."""
    links = offer.offer_organizations.all()
    known = [called for link in links for called in (link.organization.name, *link.organization.aliases)]
    return fold(name) in {fold(str(called)) for called in known}


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) >= SHORTEST_PART and short in long) or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _differ(old: dict[str, Any], new: dict[str, Any], names: Sequence[str]) -> bool:
    """Whether both tell something and not the same."""
    before, after = ([values.get(name) or "" for name in names] for values in (old, new))
    return any(before) and any(after) and before != after


def end_offers(records: Sequence[ImportedRecord], source: Source, today: date) -> None:
    """End records and their offers; an offer that the office has ended or filed already stays as it is."""
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Since %(day)s this offer is no longer in the source “%(source)s”. Please check.") % {
            "day": today.strftime("%d.%m.%Y"),
            "source": source.title or source.name,
        }
    for record in records:
        record.ended = today
        offer = record.offer
        if offer is None or offer.status in (ENDED, "archiviert"):
            continue
        record.status_before, offer.status = offer.status, ENDED
        offer.internal_note = "\n".join(filter(None, [offer.internal_note, note]))
    _store(records)


def revive_offers(records: Sequence[ImportedRecord]) -> None:
    """The source names these again; an offer goes back to its former status unless somebody here changed it since."""
    for record in records:
        record.ended = None
        if record.offer and record.offer.status == ENDED and record.status_before:
            record.offer.status = record.status_before
        record.status_before = ""
    _store(records)


def _store(records: Sequence[ImportedRecord]) -> None:
    offers = [record.offer for record in records if record.offer]
    Offer.objects.bulk_update(offers, ["status", "internal_note"], batch_size=100)
    ImportedRecord.objects.bulk_update(records, ["ended", "status_before"], batch_size=100)


def returned(source: Source, entries: Sequence[Mapped]) -> list[dict[str, Any]]:
    """New records whose provider has an ended one under another key: perhaps the same offer, for people to decide."""
    former: dict[str, ImportedRecord] = {}
    for record in ImportedRecord.objects.filter(source=source, ended__isnull=False).order_by("pk"):
        if name := fold(record.values.get("organization") or ""):
            former[name] = record
    lines = []
    for entry in entries:
        before = former.get(fold(entry.values.get("organization") or ""))
        if before and before.source_key != entry.key:
            line = {"key": entry.key, "title": entry.values["title"], "former_key": before.source_key}
            lines.append(line | {"former_title": before.values.get("title") or ""})
    return lines
