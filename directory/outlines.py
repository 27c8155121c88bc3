"""Outlines of districts for phones: few points, and neighbors keep their common border."""

from collections.abc import Sequence
from typing import Any

import numpy
import shapely
from shapely.geometry import MultiPolygon, Polygon

from directory.geometry import Area, flattening, in_meters, polygonal, repair, to_geojson

POINTS_AT_MOST = 40
POINTS_BEFORE_ALONE = 60
POINTS_ON_AVERAGE = 26
SMALL_PART = 0.02
FIRST_TOLERANCE = 10.0
COARSER = 1.3
SMALL_DISTRICT = 1_000.0


def outlines(areas: Sequence[Area]) -> list[dict[str, Any]]:
    """GeoJSON outlines of areas that belong together, about 26 points each on average, 60 at most."""
    if not areas:
        return []
    flat = [_main_parts(area) for area in in_meters(areas)]
    simple = _few_points(flat)
    decimals = 5 if numpy.median(numpy.sqrt(shapely.area(flat))) < SMALL_DISTRICT else 4
    degrees = shapely.transform(simple, lambda points: points / numpy.array(flattening(areas)))
    return [_rounded(area, original, decimals) for area, original in zip(degrees, areas, strict=True)]


def _main_parts(area: Area) -> Area:
    """Without islands, exclaves and holes that nobody sees on a phone."""
    least = area.area * SMALL_PART
    parts = [
        Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= least])
        for part in getattr(area, "geoms", [area])
        if part.area >= least
    ]
    return (parts[0] if len(parts) == 1 else MultiPolygon(parts)) if parts else area


def _few_points(flat: Sequence[Area]) -> list[Area]:
    """Coarser step by step until the points fit; a district that stays too detailed is simplified on its own."""
    tolerance, simple = FIRST_TOLERANCE, list(flat)
    widest = float(numpy.sqrt(shapely.area(flat)).max()) / 4
    while tolerance < widest and numpy.mean(shapely.get_num_coordinates(simple)) > POINTS_ON_AVERAGE:
        simple = list(shapely.coverage_simplify(simple, tolerance))
        tolerance *= COARSER
    return [area if shapely.get_num_coordinates(area) <= POINTS_BEFORE_ALONE else _alone(area) for area in simple]


def _alone(area: Area) -> Area:
    tolerance, simple = FIRST_TOLERANCE, area
    while shapely.get_num_coordinates(simple) > POINTS_AT_MOST and tolerance < area.length:
        simple = area.simplify(tolerance)
        tolerance *= COARSER
    return polygonal(simple) or area


def _rounded(area: Area, original: Area, decimals: int) -> dict[str, Any]:
    """Rounding may fold a thin part: repair it, and fall back to finer steps for what would vanish."""
    for digits in (decimals, decimals + 1, decimals + 2):
        rounded = shapely.transform(area, lambda points, digits=digits: numpy.round(points, digits))
        valid, _trouble = repair(rounded)
        if valid is not None:
            return to_geojson(valid, digits)
    return to_geojson(original)
