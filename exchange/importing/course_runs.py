"""Runs of courses: read by the rules of a profile, compared as one list, written into the rows of an offer.

Runs are told apart by their first day. A run that is over stays when the source drops it; one that was still to come
goes with the source.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from directory.models import CourseRun, Offer
from exchange.formats.record_files import value_at
from exchange.mapping.profiles import FieldRule, Runs, Values
from exchange.mapping.targets import Field, convert_field
from exchange.values.readings import rule_value

RUN_FIELDS = (
    "starts_on", "ends_on", "level_from", "level_to", "slots", "seats", "seats_total", "seats_free", "waiting_weeks",
    "waiting_as_of",
)  # fmt: skip
COLUMNS: dict[str, Field] = {name: CourseRun._meta.get_field(name) for name in RUN_FIELDS}  # type: ignore[misc]
Note = Callable[[str, Any, str], None]


def map_runs(rules: Sequence[Runs], raw: Values, note: Note) -> list[Values]:
    """Runs of one record, without those that have no date or end before they start."""
    found = []
    for rule in rules:
        entries = value_at(raw, rule.list_path) if rule.list_path else [raw]
        for entry in entries if isinstance(entries, list) else []:
            run = _run(rule.fields, entry if isinstance(entry, dict) else {}, note)
            starts, ends = run.get("starts_on"), run.get("ends_on")
            if starts and ends and ends < starts:
                note("runs", f"{starts} to {ends}", "the run ends before it starts; it is left out")
            elif starts or ends:
                found.append(run)
    return sorted({_identity(run): run for run in found}.values(), key=_identity)


def _run(fields: Mapping[str, FieldRule], raw: Values, note: Note) -> Values:
    run: Values = {name: _empty(name) for name in RUN_FIELDS if name in fields}
    for name, rule in fields.items():
        try:
            value = rule_value(raw, rule, lambda part, reason, path=rule.paths[0]: note(path, part, reason))
            if value not in (None, "", []):
                run[name] = convert_field(name, COLUMNS[name], value, Counter())
        except ValueError as error:
            note(rule.paths[0], ", ".join(str(value_at(raw, path)) for path in rule.paths), str(error))
    return run


def _empty(name: str) -> Any:
    column = COLUMNS[name]
    return column.get_default() if column.has_default() or name == "slots" else "" if "level" in name else None


def _identity(run: Values) -> tuple[str, str]:
    return str(run.get("starts_on") or ""), str(run.get("ends_on") if not run.get("starts_on") else "")


def present_runs(offer: Offer, fields: Iterable[str]) -> list[Values]:
    """The public runs of an offer, in the fields that its source fills."""
    names = [name for name in RUN_FIELDS if name in set(fields)]
    rows = [{name: _stored(getattr(run, name)) for name in names} for run in offer.runs.all() if not run.draft]
    return sorted(rows, key=_identity)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def without_past(runs: Sequence[Values], kept: Sequence[Values], today: date) -> list[Values]:
    """Runs without those that are over, unless the source still names them."""
    named = {_identity(run) for run in kept}
    return [run for run in runs if _identity(run) in named or (run.get("ends_on") or "9999") >= today.isoformat()]


def add_runs(pairs: Iterable[tuple[Offer, Sequence[Values]]]) -> None:
    rows = [_row(offer, run, number) for offer, runs in pairs for number, run in enumerate(runs)]
    CourseRun.objects.bulk_create(rows, batch_size=500)


def update_runs(offer: Offer, runs: Sequence[Values], today: date) -> None:
    """Bring the rows of an offer to these runs; the place and what was counted stay with a run that goes on."""
    have = {_identity({"starts_on": _stored(row.starts_on), "ends_on": _stored(row.ends_on)}): row
            for row in offer.runs.all() if not row.draft}  # fmt: skip
    for number, run in enumerate(runs):
        row = have.pop(_identity(run), None)
        if row is None:
            _row(offer, run, number).save()
            continue
        for name, value in run.items():
            setattr(row, name, COLUMNS[name].to_python(value))
        CourseRun.objects.bulk_update([row], list(run))
    dropped = [row.pk for row in have.values() if row.ends_on is None or row.ends_on >= today]
    CourseRun.objects.filter(pk__in=dropped).delete()


def _row(offer: Offer, run: Values, number: int) -> CourseRun:
    values = {name: COLUMNS[name].to_python(value) for name, value in run.items()}
    return CourseRun(offer=offer, sort_order=number, **values)
