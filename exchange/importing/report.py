"""What an import did, for people and for programs: added, changed, vanished, unmapped, rejected, conflicts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from directory.models import ImportedRecord, Offer
from directory.writing.live_writes import Conflict
from exchange.importing.updates import Update
from exchange.mapping.record_mapping import Mapped, Rejected, Unmapped

EXAMPLES = 3


@dataclass
class Report:
    """The outcome of one run. Every list holds plain values, ready for JSON."""

    source: str
    municipality: str
    dry_run: bool
    what: str = "offers"
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    vanished: list[dict[str, Any]] = field(default_factory=list)
    unmapped: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    returned: list[dict[str, Any]] = field(default_factory=list)
    revived: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    cleaned: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    warning: str = ""
    stopped: str = ""

    def add_rejected(self, rejected: Iterable[Rejected]) -> None:
        for problem in rejected:
            line = {"record": problem.position, "line": problem.line, "key": problem.key, "reason": problem.reason}
            self.rejected.append(line)
        self.rejected.sort(key=lambda line: line["record"])

    def add_skipped(self, reasons: Counter[str]) -> None:
        self.skipped = [{"reason": reason, "count": number} for reason, number in sorted(reasons.items())]

    def add_endings(
        self, vanished: Iterable[ImportedRecord], replaced: Iterable[tuple[ImportedRecord, Mapped]]
    ) -> None:
        """Records that are gone, and those whose key now belongs to another provider."""
        for record in vanished:
            self.vanished.append({"key": record.source_key, "title": _title(record)})
        for record, entry in replaced:
            line = {"key": record.source_key, "title": _title(record)}
            self.vanished.append(line | {"replaced_by": entry.values.get("organization")})

    def add_back(self, revived: Iterable[ImportedRecord], returned: Iterable[dict[str, Any]]) -> None:
        """Records that the source names again, and providers that came back under another key."""
        self.revived += [{"key": record.source_key, "title": _title(record)} for record in revived]
        self.returned += returned

    def add_unmapped(self, unmapped: Iterable[Unmapped]) -> None:
        """Group equal values: one line per field, value and reason, with a few keys as examples."""
        groups: dict[tuple[str, str, str], list[str]] = {}
        for entry in unmapped:
            groups.setdefault((entry.field, entry.value, entry.reason), []).append(entry.key)
        for (name, value, reason), keys in sorted(groups.items()):
            line = {"field": name, "value": value, "reason": reason, "count": len(keys), "keys": keys[:EXAMPLES]}
            self.unmapped.append(line)

    def add_written(self, offers: Iterable[Offer], changed: Iterable[Update]) -> None:
        for offer in offers:
            self.added.append({"key": offer.source_key, "title": offer.title, "slug": offer.slug})
        for update in changed:
            line = {"key": update.entry.key, "title": update.offer.title, "fields": sorted(update.merged.applied)}
            self.changed.append(line)

    def add_conflicts(self, updates: Iterable[Update]) -> None:
        """Fields that the source and somebody here changed."""
        for update in updates:
            for conflict in update.merged.conflicts:
                line = {"kind": "editor", "key": update.entry.key, "field": conflict.field}
                self.conflicts.append(line | {"present": conflict.present, "source": conflict.new})

    def add_drafts(self, conflicts: Sequence[Conflict]) -> None:
        """Fields that an open draft changed too: the draft keeps its own."""
        keys = dict(Offer.objects.filter(pk__in=[it.offer for it in conflicts]).values_list("pk", "source_key"))
        for conflict in conflicts:
            line = {"kind": "draft", "key": keys[conflict.offer], "field": conflict.field}
            self.conflicts.append(line | {"present": conflict.draft, "source": conflict.written})

    def finish(self, records: int, offers: int, cleaned: Counter[str]) -> None:
        """Count everything; `records` as in the file, `offers` after joining twins."""
        self.cleaned = dict(sorted(cleaned.items()))
        lists = ("added", "changed", "vanished", "unmapped", "rejected", "conflicts", "outside", "returned", "revived")
        self.counts = {"records": records, "offers": offers} | {name: len(getattr(self, name)) for name in lists}
        self.counts["skipped"] = sum(line["count"] for line in self.skipped)
        self.counts["unchanged"] = offers - len(self.added) - len(self.changed)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _title(record: ImportedRecord) -> str:
    """What the source called the record."""
    return record.values.get("title") or record.values.get("place.name") or ""
