"""Areas from GeoJSON as towns publish it: repaired where that is safe, refused where a guess would be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy
import shapely
from shapely.geometry import MultiPolygon, Polygon

from directory.geometry import Area, repair
from exchange.formats.files import UnreadableInput

WORLD = (-180.0, -90.0, 180.0, 90.0)
# German-speaking countries with latitude first: nobody's districts lie off the Horn of Africa.
SWAPPED = (45.0, 5.0, 56.0, 18.0)
WGS84_NAMES = ("CRS84", "4326", "4258")
WAY_OUT = "Export the file as GeoJSON in WGS84 (EPSG:4326), longitude before latitude."
# (west, south, east, north) of Germany in each system, most specific first
SYSTEMS = (
    ((31_000_000, 5_100_000, 34_000_000, 6_200_000), "UTM with zone number, EPSG:4647 or EPSG:5650"),
    ((250_000, 5_200_000, 930_000, 6_120_000), "ETRS89 / UTM, EPSG:25832 or EPSG:25833"),
    ((2_400_000, 5_200_000, 5_700_000, 6_200_000), "Gauß-Krüger, EPSG:31466 to EPSG:31469"),
    ((4_000_000, 2_600_000, 4_800_000, 3_700_000), "ETRS89 / LAEA Europe, EPSG:3035"),
    ((500_000, 5_800_000, 1_900_000, 7_500_000), "Web Mercator, EPSG:3857"),
)


@dataclass(frozen=True)
class AreaFeature:
    """One usable area of a file. `position` counts from 1; `trouble` says what had to be repaired."""

    position: int
    properties: dict[str, Any]
    shape: Area
    trouble: str = ""


@dataclass(frozen=True)
class LeftOut:
    """One feature that was not used, and why."""

    position: int
    properties: dict[str, Any]
    reason: str


@dataclass
class AreaFile:
    """All features of a file: usable, rejected (broken areas), unmapped (points, lines and the like)."""

    areas: list[AreaFeature] = field(default_factory=list)
    rejected: list[LeftOut] = field(default_factory=list)
    unmapped: list[LeftOut] = field(default_factory=list)
    total: int = 0


class BrokenShape(Exception):
    """The coordinates of one feature describe no area."""


def read_areas(data: Any) -> AreaFile:
    """Areas of a FeatureCollection, a list of features or one feature. Raises UnreadableInput."""
    _check_reference_system(data)
    features = _features(data)
    found = AreaFile(total=len(features))
    for position, feature in enumerate(features, start=1):
        _read_feature(position, feature, found)
    _sort_out(found, _is_beyond_world, _projected, "has coordinates outside of the world")
    _sort_out(found, _is_swapped, _swapped, "has latitude and longitude swapped")
    if not found.areas:
        reasons = "; ".join(f"feature {left.position} {left.reason}" for left in (found.rejected + found.unmapped)[:3])
        raise UnreadableInput(
            f"The file holds no area that can be used ({reasons or 'it has no features'})."
            " Choose a file with the borders of the districts as Polygon or MultiPolygon."
        )
    return found


def _check_reference_system(data: Any) -> None:
    crs = data.get("crs") if isinstance(data, dict) else None
    if not isinstance(crs, dict):
        return
    properties = crs.get("properties")
    name = str((properties.get("name") if isinstance(properties, dict) else None) or crs.get("name") or "")
    if name and not any(known in name.upper() for known in WGS84_NAMES):
        raise UnreadableInput(f"The file names the reference system {name[:80]}. {WAY_OUT}")


def _features(data: Any) -> list[Any]:
    if isinstance(data, list):
        return data
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        return list(data["features"])
    if kind == "Feature":
        return [data]
    hint = "It is TopoJSON. " if kind == "Topology" else ""
    raise UnreadableInput(f"{hint}The file is not a GeoJSON FeatureCollection. {WAY_OUT}")


def _read_feature(position: int, feature: Any, found: AreaFile) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    try:
        parts = list(_polygons(geometry))
        shape, trouble = repair(MultiPolygon(parts) if len(parts) > 1 else parts[0]) if parts else (None, "")
    except (BrokenShape, shapely.errors.ShapelyError, RecursionError) as error:
        found.rejected.append(LeftOut(position, properties, f"has a broken shape: {error}"))
        return
    if not parts:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        found.unmapped.append(LeftOut(position, properties, f"is no area ({str(kind or 'no geometry')[:40]})"))
    elif shape is None:
        found.rejected.append(LeftOut(position, properties, f"cannot be repaired: {trouble}"))
    else:
        found.areas.append(AreaFeature(position, properties, shape, trouble))


def _polygons(geometry: Any) -> Iterator[Polygon]:
    """Polygons of a geometry; nothing for points and lines. Raises BrokenShape."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        for part in _list(geometry.get("geometries")):
            yield from _polygons(part)
    elif kind in ("Polygon", "MultiPolygon"):
        coordinates = _list(geometry.get("coordinates"))
        for rings in [coordinates] if kind == "Polygon" else coordinates:
            yield _polygon(_list(rings))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BrokenShape("coordinates are missing")
    return value


def _polygon(rings: list[Any]) -> Polygon:
    outer, *holes = [_ring(ring) for ring in rings]
    if len(outer) < 3:
        raise BrokenShape("a ring has fewer than three points")
    return Polygon(outer, [hole for hole in holes if len(hole) >= 3])


def _ring(points: Any) -> Any:
    """Longitude and latitude of a ring; heights are dropped."""
    try:
        ring = numpy.array([(float(point[0]), float(point[1])) for point in points], dtype=float)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise BrokenShape("coordinates are not pairs of numbers") from error
    if not numpy.isfinite(ring).all():
        raise BrokenShape("coordinates are infinite or not a number")
    return ring


def _sort_out(
    found: AreaFile, is_wrong: Callable[[Area], bool], refusal: Callable[[Area], UnreadableInput], reason: str
) -> None:
    """Refuse the file when half of its areas lie wrong; reject single areas otherwise."""
    wrong = [area for area in found.areas if is_wrong(area.shape)]
    if wrong and len(wrong) * 2 >= len(found.areas):
        raise refusal(wrong[0].shape)
    positions = {area.position for area in wrong}
    found.areas = [area for area in found.areas if area.position not in positions]
    found.rejected += [LeftOut(area.position, area.properties, reason) for area in wrong]


def _inside(bounds: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return box[0] <= bounds[0] and box[1] <= bounds[1] and bounds[2] <= box[2] and bounds[3] <= box[3]


def _is_beyond_world(shape: Area) -> bool:
    return not _inside(shape.bounds, WORLD)


def _is_swapped(shape: Area) -> bool:
    return _inside(shape.bounds, SWAPPED)


def _projected(shape: Area) -> UnreadableInput:
    system = next((name for box, name in SYSTEMS if _inside(shape.bounds, box)), "a projected system in meters")
    west, south = shape.bounds[:2]
    return UnreadableInput(
        f"Coordinates such as {west:.0f}, {south:.0f} are not degrees; the file probably uses {system}. {WAY_OUT}"
    )


def _swapped(shape: Area) -> UnreadableInput:
    west, south = shape.bounds[:2]
    return UnreadableInput(f"Latitude and longitude are swapped (for example {west:.4f}, {south:.4f}). {WAY_OUT}")
