"""Districts of a municipality brought up to date from a file. A district that is gone from the file stays: offers and
old links point to it, so an editor decides. A slug never changes its meaning: a renamed district keeps its slug."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from directory.geometry import Area, to_geojson
from directory.memory import announce_change
from directory.models import District, Municipality
from directory.outlines import outlines
from exchange.districts.relations import reproject_offers, store_relations

SLUG_LENGTH = 80
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
FIELDS = ["name", "name_de", "source_key", "shape", "outline", "attribution"]


@dataclass(frozen=True)
class NewDistrict:
    """One district as the file has it. `key` is its number or code in the source, or empty."""

    name: str
    key: str
    shape: Area
    trouble: str = ""


@dataclass
class DistrictChanges:
    """What an import did, one entry per district: name, slug and the reason or the fields."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    vanished: list[dict[str, Any]] = field(default_factory=list)
    repaired: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    relations: int = 0


def ascii_slug(name: str) -> str:
    """`Westliche Höhe` becomes `westliche-hoehe`; other scripts are transliterated."""
    plain = anyascii(name.translate(UMLAUTS)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-") or "district"


def stored_values(new: Sequence[NewDistrict], attribution: str) -> list[dict[str, Any]]:
    """The columns of each district. Takes seconds for detailed shapes: call it outside of the transaction."""
    drawn = outlines([district.shape for district in new])
    return [
        {"name_de": district.name, "source_key": district.key, "shape": to_geojson(district.shape), "outline": outline}
        | ({"attribution": attribution} if attribution else {})
        for district, outline in zip(new, drawn, strict=True)
    ]


@transaction.atomic
def update_districts(
    municipality: Municipality, kind: str, new: Sequence[NewDistrict], values: Sequence[dict[str, Any]]
) -> DistrictChanges:
    """Add and change districts of one kind, compute neighbors and parents, and project offers whose districts changed.

    `values` are the columns of `new`, in its order; a column that is left out stays as it is.
    """
    with override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
        changes = DistrictChanges()
        old = list(municipality.districts.filter(kind=kind).order_by("pk"))
        _report_double_kind(municipality, values, kind, changes)
        rows = _matched(old, values)
        renamed = _store(municipality, kind, rows, values, changes)
        _report(old, rows, new, changes)
        moved, changes.relations = store_relations(municipality, kind)
    if changes.added or changes.changed or changes.relations:
        announce_change()
        added = {entry["slug"] for entry in changes.added}
        reproject_offers(municipality.districts.exclude(slug__in=added).filter(pk__in=renamed | moved))
    return changes


def _matched(old: Sequence[District], values: Sequence[dict[str, Any]]) -> list[District | None]:
    """The stored row of each district of the file: by name first, because numbers are given anew more often."""
    rows: list[District | None] = [None] * len(values)
    left = list(old)
    for identity in (_name_and_key, _name_and_shape, _name, _slug, _key):
        stored: dict[Hashable, list[District]] = {}
        for district in left:
            stored.setdefault(identity(vars(district)), []).append(district)
        stored.pop(None, None)
        for position, value in enumerate(values):
            same = stored.get(identity(value)) if rows[position] is None else None
            if same:
                rows[position] = same.pop(0)
        taken = {row.pk for row in rows if row}
        left = [district for district in left if district.pk not in taken]
    return rows


def _name_and_key(value: dict[str, Any]) -> Hashable:
    return (value["name_de"], value["source_key"]) if value["source_key"] else None


def _name_and_shape(value: dict[str, Any]) -> Hashable:
    return (value["name_de"], repr(value["shape"])) if value["shape"] else None


def _name(value: dict[str, Any]) -> Hashable:
    return str(value["name_de"])


def _slug(value: dict[str, Any]) -> Hashable:
    return str(value.get("slug") or ascii_slug(value["name_de"]))


def _key(value: dict[str, Any]) -> Hashable:
    return value["source_key"] or None


def _store(
    municipality: Municipality,
    kind: str,
    rows: list[District | None],
    values: Sequence[dict[str, Any]],
    changes: DistrictChanges,
) -> set[int]:
    """Write what is new or differs, fill `rows`, and return the keys of renamed districts."""
    taken = set(municipality.districts.values_list("slug", flat=True))
    new, changed, renamed = [], [], set()
    for position, (row, value) in enumerate(zip(rows, values, strict=True)):
        if row is None:
            slug = _free_slug(value["name_de"], taken)
            new.append(District(municipality=municipality, slug=slug, kind=kind, **value))
            rows[position] = new[-1]
            changes.added.append({"name": value["name_de"], "slug": slug})
        elif fields := [name for name, content in value.items() if getattr(row, name) != content]:
            renamed |= {row.pk} if "name_de" in fields else set()
            for name in fields:
                setattr(row, name, value[name])
            changed.append(row)
            shown = sorted(name.removesuffix("_de") for name in fields)
            changes.changed.append({"name": value["name_de"], "slug": row.slug, "fields": shown})
    District.objects.bulk_create(new, batch_size=100)
    # A plain query set: the translating one would leave the column `name` behind `name_de`.
    plain: QuerySet[District] = QuerySet(District)
    plain.bulk_update(changed, FIELDS, batch_size=100)
    return renamed


def _free_slug(name: str, taken: set[str]) -> str:
    base, slug, number = ascii_slug(name), ascii_slug(name), 1
    while slug in taken:
        number += 1
        slug = f"{base[: SLUG_LENGTH - 5]}-{number}"
    taken.add(slug)
    return slug


def _report(
    old: Sequence[District], rows: Sequence[District | None], new: Sequence[NewDistrict], changes: DistrictChanges
) -> None:
    kept = {row.pk for row in rows if row}
    gone = [row for row in old if row.pk not in kept and row.valid_until is None]
    changes.vanished = [{"name": row.name, "slug": row.slug} for row in gone]
    first: dict[str, str] = {}
    for row, district in zip(rows, new, strict=True):
        slug = row.slug if row else ""
        if district.trouble:
            changes.repaired.append({"name": district.name, "slug": slug, "reason": district.trouble})
        if district.name in first:
            reason = f"has the same name as {first[district.name]}"
            changes.conflicts.append({"name": district.name, "slug": slug, "reason": reason})
        first.setdefault(district.name, slug)


def _report_double_kind(
    municipality: Municipality, values: Sequence[dict[str, Any]], kind: str, changes: DistrictChanges
) -> None:
    """The same file imported as another kind before is rarely meant."""
    shapes = {repr(value["shape"]) for value in values}
    for row in municipality.districts.exclude(kind=kind):
        if repr(row.shape) in shapes:
            reason = f"has the same shape as the new {kind}: is it the right --kind?"
            changes.conflicts.append({"name": row.name, "slug": row.slug, "reason": f"({row.kind}) {reason}"})
