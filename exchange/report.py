"""What an import did, for people and for programs: added, changed, vanished, unmapped, rejected, conflicts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from directory.models import Offer
from directory.writing.live_writes import Conflict
from exchange.mapping import Rejected, Unmapped
from exchange.writing import Update

EXAMPLES = 3
SHOWN_LINES = 20


@dataclass
class Report:
    """The outcome of one run. Every list holds plain values, ready for JSON."""

    source: str
    municipality: str
    dry_run: bool
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    vanished: list[dict[str, Any]] = field(default_factory=list)
    unmapped: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    cleaned: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    warning: str = ""

    def add_rejected(self, rejected: Iterable[Rejected]) -> None:
        for problem in rejected:
            self.rejected.append({"record": problem.position, "key": problem.key, "reason": problem.reason})
        self.rejected.sort(key=lambda line: line["record"])

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
        lists = ("added", "changed", "vanished", "unmapped", "rejected", "conflicts", "outside")
        self.counts = {"records": records, "offers": offers} | {name: len(getattr(self, name)) for name in lists}
        self.counts["unchanged"] = offers - len(self.added) - len(self.changed)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        """The report for people: counts first, then every list that is not empty, its first lines."""
        counts = self.counts
        lines = [f"{self.source} in {self.municipality}: {counts['records']} records, {counts['offers']} offers."]
        if self.dry_run:
            lines.append("Dry run: nothing was written.")
        if self.warning:
            lines.append(self.warning)
        lines.append(
            f"Added {counts['added']}, changed {counts['changed']}, unchanged {counts['unchanged']},"
            f" vanished {counts['vanished']}, rejected {counts['rejected']}, conflicts {counts['conflicts']}."
        )
        lines += _section("Changed", self.changed, lambda it: f"{it['key']} {it['title']}: {', '.join(it['fields'])}")
        lines += _section(
            "Vanished: no longer in the file, left as they are", self.vanished, lambda it: f"{it['key']} {it['title']}"
        )
        lines += _section("Rejected", self.rejected, lambda it: f"record {it['record']} {it['key']}: {it['reason']}")
        lines += _section(
            "Not mapped",
            self.unmapped,
            lambda it: f"{it['field']} {it['value']!r}, {it['count']} times ({', '.join(it['keys'])}): {it['reason']}",
        )
        lines += _section("Conflicts, ours was kept", self.conflicts, _conflict_line)
        lines += _section("Outside of all districts", self.outside, lambda it: f"{it['key']} {it['title']}")
        lines += [f"Cleaned: {name}: {number}" for name, number in self.cleaned.items()]
        return "\n".join(lines)


def _conflict_line(conflict: dict[str, Any]) -> str:
    if conflict["kind"] == "district":
        there = conflict["point"] or "no district"
        return f"{conflict['key']}: the source says {conflict['source']}, the point lies in {there}; kept the source's"
    here, theirs = _short(conflict["present"]), _short(conflict["source"])
    return f"{conflict['key']} {conflict['field']}: here {here}, the source has {theirs} ({conflict['kind']})"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _section(title: str, entries: list[dict[str, Any]], line: Callable[[dict[str, Any]], str]) -> list[str]:
    if not entries:
        return []
    lines = [f"{title}: {len(entries)}", *(f"  {line(entry)}" for entry in entries[:SHOWN_LINES])]
    if len(entries) > SHOWN_LINES:
        lines.append(f"  and {len(entries) - SHOWN_LINES} more; --json lists all")
    return lines
