"""Neighbors and parents of districts, computed from their shapes, and the offers that show them."""

from typing import Any

from django.db.models import Q

from directory.geometry import containing_pairs, neighbor_pairs, to_area
from directory.models import District, Municipality, Offer
from directory.showing import berlin_today
from directory.writing.publishing import project

Pairs = set[tuple[int, int]]


def store_relations(municipality: Municipality, kind: str) -> tuple[set[int], int]:
    """Bring neighbors (of one kind) and parents (of all) up to date; districts without a shape keep what they have.

    Returns the keys of districts whose parents changed, and how many relations were added or removed.
    """
    current = municipality.districts.exclude(valid_until__lt=berlin_today()).order_by("pk")
    rows = [row for row in current if row.shape]
    shapes = [to_area(row.shape) for row in rows]
    same = [position for position, row in enumerate(rows) if row.kind == kind]
    keys = [rows[position].pk for position in same]
    near = {(keys[a], keys[b]) for a, b in neighbor_pairs([shapes[position] for position in same])}
    inside = {(rows[a].pk, rows[b].pk) for a, b in containing_pairs(shapes, [row.kind for row in rows])}
    moved = _store(District.parents.through, inside, [row.pk for row in rows])
    bordering = _store(District.neighbors.through, near | {(b, a) for a, b in near}, keys)
    return {inner for inner, _outer in moved}, len(moved) + len(bordering) // 2


def _store(through: Any, wanted: Pairs, keys: list[int]) -> Pairs:
    """Make the relations among these districts the wanted ones; returns those added or removed."""
    among = through.objects.filter(from_district__in=keys, to_district__in=keys)
    have = {(row.from_district_id, row.to_district_id): row.pk for row in among}
    through.objects.filter(pk__in=[pk for pair, pk in have.items() if pair not in wanted]).delete()
    new = sorted(wanted - have.keys())
    through.objects.bulk_create([through(from_district_id=a, to_district_id=b) for a, b in new], batch_size=500)
    return wanted ^ have.keys()


def reproject_offers(districts: Any) -> None:
    """Offers that show these districts, or districts inside them, get their public document and index entry anew."""
    keys = list(districts.values_list("pk", flat=True))
    if not keys:
        return
    inside = District.objects.filter(Q(pk__in=keys) | Q(parents__in=keys))
    held = Q(districts_served__in=inside)
    for way in ("offer_locations", "runs", "sessions"):
        held |= Q(**{f"{way}__location__district__in": inside})
    project(list(Offer.objects.filter(held, live=True).distinct().values_list("pk", flat=True)))
