"""A small map of the districts as one inline SVG: shapes of the simplified outlines, each a link, no tiles, no foreign
host. Drawn once per process and copy of the memory, because outlines change only with an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from weakref import WeakKeyDictionary

import shapely
from shapely.geometry import LineString, shape

from directory.memory import DistrictNote, Memory, Tenant, memory
from directory.models import District
from directory.pages.district_choices import chosen_notes

# Units of the drawing: a phone shows 1000 of them on about 330 pixels, so 36 are 12 pixels.
WIDTH, MARGIN = 1000, 8
LARGEST_LETTERS, SMALLEST_LETTERS = 36, 24
LETTER_WIDTH = 0.6
# Long German names break before these endings, never elsewhere.
ENDINGS = (
    "stadt",
    "viertel",
    "berg",
    "feld",
    "wiesen",
    "hütte",
    "hassel",
    "hausen",
    "heim",
    "dorf",
    "siedlung",
    "rode",
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """One district as SVG path data, and the room for its name: middle and width."""

    pk: int
    path: str
    x: int
    y: int
    room: float


@dataclass(frozen=True)
class Drawing:
    """All shapes of a municipality, free of language."""

    height: int
    shapes: tuple[Drawn, ...]
    attributions: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """One district of the map in the active language; `lines` is empty where the name has no room."""

    slug: str
    name: str
    path: str
    current: bool
    lines: list[tuple[int, int, str]]
    size: int


@dataclass(frozen=True)
class DistrictMap:
    """The map as a template shows it."""

    width: int
    height: int
    shapes: list[Shape]
    attributions: tuple[str, ...]


_drawn: WeakKeyDictionary[Memory, dict[str, Drawing | None]] = WeakKeyDictionary()


def district_map(tenant: Tenant, current: DistrictNote | None = None) -> DistrictMap | None:
    """The map in the active language; None while fewer than two districts have a shape."""
    kept = _drawn.setdefault(memory(), {})
    if tenant.slug not in kept:
        kept[tenant.slug] = _draw(tenant)
    drawing = kept[tenant.slug]
    if drawing is None:
        return None
    notes = tenant.districts_by_pk
    shapes = [_shape(drawn, notes[drawn.pk], current) for drawn in drawing.shapes if drawn.pk in notes]
    return DistrictMap(WIDTH, drawing.height, shapes, drawing.attributions)


def _draw(tenant: Tenant) -> Drawing | None:
    wanted = [note.pk for note in chosen_notes(tenant)]
    rows = list(
        District.objects.filter(pk__in=wanted, outline__isnull=False).values_list("pk", "outline", "attribution")
    )
    if len(rows) < 2:
        return None
    west, south, east, north = shapely.total_bounds([shape(outline) for _pk, outline, _words in rows])
    narrow = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-9)

    def place(point: Iterable[float]) -> Point:
        longitude, latitude, *_height = point
        return (longitude - west) * narrow * scale + MARGIN, (north - latitude) * scale + MARGIN

    shapes = tuple(_drawn_district(pk, outline, place) for pk, outline, _words in rows if outline)
    attributions = tuple(sorted({words for _pk, _outline, words in rows if words}))
    return Drawing(round((north - south) * scale) + 2 * MARGIN, shapes, attributions)


def _drawn_district(pk: int, outline: dict[str, Any], place: Any) -> Drawn:
    polygons = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    rings = [[place(point) for point in ring] for polygon in polygons for ring in polygon]
    largest = max((shapely.Polygon(ring) for ring in rings), key=lambda polygon: polygon.area)
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=5), 0)
    west, _south, east, _north = largest.bounds
    across = largest.intersection(LineString([(west, middle.y), (east, middle.y)]))
    part = max(getattr(across, "geoms", [across]), key=lambda line: line.length)
    x = (part.bounds[0] + part.bounds[2]) / 2
    return Drawn(pk, "".join(map(_ring, rings)), round(x), round(middle.y), part.length)


def _ring(points: list[Point]) -> str:
    """A closed ring in steps of whole units: `M10 20l5 0 0 5z`."""
    rounded = [(round(x), round(y)) for x, y in points[:-1]]
    steps = [(x - a, y - b) for (a, b), (x, y) in zip(rounded, rounded[1:], strict=False)]
    written = " ".join(f"{x} {y}" for x, y in steps if x or y).replace(" -", "-")
    return f"M{rounded[0][0]} {rounded[0][1]}l{written}z"


def _shape(drawn: Drawn, note: DistrictNote, current: DistrictNote | None) -> Shape:
    name = note.name()
    lines, size = _fitting(name, drawn.room)
    first = drawn.y + size * (0.35 - 0.6 * (len(lines) - 1))
    placed = [(drawn.x, round(first + number * 1.2 * size), line) for number, line in enumerate(lines)]
    return Shape(note.slug, name, drawn.path, current is not None and current.pk == note.pk, placed, size)


def _fitting(name: str, room: float) -> tuple[list[str], int]:
    """The lines of a name and the size of its letters; no lines where even the smallest letters have no room."""
    for lines in ([name], _broken(name)):
        size = min(LARGEST_LETTERS, int(room / (LETTER_WIDTH * max(map(len, lines)))))
        if size >= SMALLEST_LETTERS and (size == LARGEST_LETTERS or len(lines) > 1 or _broken(name) == [name]):
            return lines, size
    return [], 0


def _broken(name: str) -> list[str]:
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 2:
            return [f"{name.removesuffix(ending)}-", ending]
    first, hyphen, second = name.partition("-")
    return [first + hyphen, second] if hyphen and second else name.split(" ", 1)
