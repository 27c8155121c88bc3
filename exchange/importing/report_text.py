"""The report of an import for people: counts first, then every list that is not empty, its first lines."""

from collections.abc import Callable
from typing import Any

from exchange.importing.report import Report

SHOWN_LINES = 20
Line = Callable[[dict[str, Any]], str]


def as_text(report: Report) -> str:
    counts = report.counts
    number = counts.get(report.what, counts.get("offers"))
    lines = [f"{report.source} in {report.municipality}: {counts['records']} records, {number} {report.what}."]
    if report.dry_run:
        lines.append("Dry run: nothing was written.")
    lines += filter(None, [report.warning])
    lines.append(
        f"Added {counts['added']}, changed {counts['changed']}, unchanged {counts['unchanged']},"
        f" vanished {counts['vanished']}, rejected {counts['rejected']}, conflicts {counts['conflicts']},"
        f" skipped {counts['skipped']}."
    )
    for title, entries, line in _sections(report):
        lines += _section(title, entries, line)
    lines += [f"Cleaned: {name}: {number}" for name, number in report.cleaned.items()]
    return "\n".join(lines)


def _sections(report: Report) -> list[tuple[str, list[dict[str, Any]], Line]]:
    ended = "they would end" if report.dry_run or report.stopped else "ended here, please check"
    return [
        ("Changed", report.changed, lambda it: f"{_named(it)}: {', '.join(it['fields'])}"),
        (f"Vanished: no longer in the file, {ended}", report.vanished, _vanished_line),
        ("Back in the file, running again", report.revived, _named),
        ("Perhaps an ended offer under a new key", report.returned, _returned_line),
        ("Rejected", report.rejected, _rejected_line),
        ("Skipped on purpose", report.skipped, lambda it: f"{it['count']}: {it['reason']}"),
        ("Not mapped", report.unmapped, _unmapped_line),
        ("Conflicts, ours was kept", report.conflicts, _conflict_line),
        ("Outside of all districts", report.outside, _named),
    ]


def _named(entry: dict[str, Any]) -> str:
    return f"{entry['key']} {entry['title']}"


def _vanished_line(entry: dict[str, Any]) -> str:
    new = entry.get("replaced_by")
    return f"{_named(entry)}{f': the key now belongs to {new}' if new else ''}"


def _returned_line(entry: dict[str, Any]) -> str:
    return f"{_named(entry)}: was {entry['former_key']} {entry['former_title']}"


def _rejected_line(entry: dict[str, Any]) -> str:
    where = f"line {entry['line']}" if entry["line"] else f"record {entry['record']}"
    return f"{where} {entry['key']}: {entry['reason']}"


def _unmapped_line(entry: dict[str, Any]) -> str:
    keys = ", ".join(entry["keys"])
    return f"{entry['field']} {entry['value']!r}, {entry['count']} times ({keys}): {entry['reason']}"


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
