"""Shapes of districts: repair, neighbors, what lies in what, outlines for phones, and the district of a point.

Shapes are shapely polygons in WGS84 degrees. Lengths and areas are measured in a flat projection around the shapes,
which is exact to a few per thousand within a town. Borders from different years or tools rarely match, so every
comparison of borders has a tolerance.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy
import shapely
from django.db.models import Q
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape

from directory.models import District, Municipality

Area: TypeAlias = Polygon | MultiPolygon
METERS_PER_DEGREE = 111_195.0  # of a great circle on the mean sphere
SHAPE_DECIMALS = 6
# Gaps between borders that are tried one after another; the last is what sloppy borders need.
BORDER_GAPS = (0.5, 5.0, 30.0)
SHARED_BORDER = 20.0
CONTAINED = 0.95
CLOSE_ENOUGH = 50.0


def to_geojson(area: Area, decimals: int = SHAPE_DECIMALS) -> dict[str, Any]:
    """GeoJSON geometry with rounded coordinates, in lists as JSON returns them."""

    def rounded(value: Any) -> Any:
        return round(value, decimals) if isinstance(value, float) else [rounded(item) for item in value]

    geometry = mapping(area)
    return {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])}


def to_area(geometry: Any) -> Area:
    """The shape of a GeoJSON Polygon or MultiPolygon."""
    return shape(geometry)


def polygonal(geometry: Any) -> Area | None:
    """The polygons of any geometry as one area; None when there are none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts([geometry])) if part.geom_type == "Polygon"]
    parts = [part for part in parts if part.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def repair(area: Area) -> tuple[Area | None, str]:
    """A valid area and what was wrong with it (empty: nothing). None when no area is left."""
    if area.is_valid and area.area > 0:
        return area, ""
    trouble = shapely.is_valid_reason(area) if not area.is_valid else "it has no extent"
    return polygonal(shapely.make_valid(area, method="structure", keep_collapsed=False)), trouble


def flattening(areas: Sequence[Area]) -> tuple[float, float]:
    """Meters per degree of longitude and latitude in the middle of the areas."""
    _west, south, _east, north = shapely.total_bounds(areas)
    return METERS_PER_DEGREE * math.cos(math.radians((south + north) / 2)), METERS_PER_DEGREE


def in_meters(areas: Sequence[Area]) -> list[Area]:
    """The areas in meters, flat; valid only for areas within about 200 km of each other."""
    scale = numpy.array(flattening(areas)) if len(areas) else numpy.ones(2)
    return list(shapely.transform(list(areas), lambda points: points * scale))


def neighbor_pairs(areas: Sequence[Area]) -> set[tuple[int, int]]:
    """Pairs of positions (lower first) of areas with a common border; a common corner is not one."""
    flat = list(shapely.simplify(in_meters(areas), BORDER_GAPS[0] / 3))
    tree = shapely.STRtree(flat)
    left, right = tree.query(flat, predicate="dwithin", distance=BORDER_GAPS[-1]) if flat else ([], [])
    grown = _buffers(flat)
    return {(a, b) for a, b in zip(map(int, left), map(int, right), strict=True) if a < b and _touch(flat, grown, a, b)}


def _buffers(flat: list[Area]) -> Callable[[int, float], Area]:
    held: dict[tuple[int, float], Area] = {}

    def grown(position: int, gap: float) -> Area:
        if (position, gap) not in held:
            held[position, gap] = flat[position].buffer(gap, quad_segs=2)
            shapely.prepare(held[position, gap])
        return held[position, gap]

    return grown


def _touch(flat: list[Area], grown: Callable[[int, float], Area], a: int, b: int) -> bool:
    """Both sides of a corner come within a gap of the other area for about the gap's length, more when it is acute."""
    for gap in BORDER_GAPS:
        for one, other in ((a, b), (b, a)):
            if flat[one].boundary.intersection(grown(other, gap)).length > SHARED_BORDER + 4 * gap:
                return True
    return False


def containing_pairs(areas: Sequence[Area], kinds: Sequence[str]) -> set[tuple[int, int]]:
    """(inner, outer) positions: the outer area is of another kind, larger, and holds nearly all of the inner one."""
    flat = in_meters(areas)
    sizes = shapely.area(flat)
    found = set()
    for inner, outer in zip(*shapely.STRtree(flat).query(flat, predicate="intersects"), strict=True) if flat else ():
        if kinds[inner] == kinds[outer] or sizes[inner] >= CONTAINED * sizes[outer]:
            continue
        if flat[inner].intersection(flat[outer]).area >= CONTAINED * sizes[inner]:
            found.add((int(inner), int(outer)))
    return found


class DistrictLocator:
    """Finds the district of a point. Build it once for many points: reading the shapes takes longer than asking."""

    def __init__(self, districts: Iterable[District]) -> None:
        self.districts = [district for district in districts if district.shape or district.outline]
        self.areas = [to_area(district.shape or district.outline) for district in self.districts]
        self.scale = flattening(self.areas) if self.areas else (1.0, 1.0)
        self.tree = shapely.STRtree(in_meters(self.areas))
        self.sizes = shapely.area(self.tree.geometries)

    @classmethod
    def of(cls, municipality: Municipality, today: date | None = None) -> "DistrictLocator":
        """For all districts of a municipality that have not ended."""
        districts = municipality.districts.all()
        if today:
            districts = districts.filter(Q(valid_until=None) | Q(valid_until__gte=today))
        return cls(districts)

    def locate(self, longitude: float, latitude: float, kind: str | None = None) -> int | None:
        """Primary key of the smallest district that holds the point, else of one at most 50 m away, else None."""
        if not (math.isfinite(longitude) and math.isfinite(latitude)):
            return None
        point = Point(longitude * self.scale[0], latitude * self.scale[1])
        inside = self._of_kind(self.tree.query(point, predicate="intersects"), kind)
        if inside:
            return self.districts[min(inside, key=lambda position: self.sizes[position])].pk
        near = self._of_kind(self.tree.query(point, predicate="dwithin", distance=CLOSE_ENOUGH), kind)
        distances = {position: self.tree.geometries[position].distance(point) for position in near}
        return self.districts[min(near, key=lambda p: (distances[p], self.sizes[p]))].pk if near else None

    def _of_kind(self, positions: Iterable[int], kind: str | None) -> list[int]:
        return [int(found) for found in positions if kind is None or self.districts[found].kind == kind]
