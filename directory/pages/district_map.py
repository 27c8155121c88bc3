"""A small map of the districts as one inline SVG: shapes of the simplified outlines, each a link, no tiles, no foreign
host. Drawn once per process, language and copy of the memory, because outlines change only with an import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from weakref import WeakKeyDictionary

import shapely
from django.utils.translation import get_language
from shapely.geometry import shape

from directory.memory import DistrictNote, Memory, Tenant, memory
from directory.models import District
from directory.pages.district_choices import chosen_notes

# Units of the drawing: a phone shows 1000 of them on about 330 pixels, so 36 are 12 pixels.
WIDTH, MARGIN = 1000, 8
LARGEST_LETTERS, SMALLEST_LETTERS = 36, 24
LETTER_WIDTH, LINE_HEIGHT, BASELINE = 0.6, 1.2, 0.35
# Long German names break before these endings, never elsewhere.
ENDINGS = (
    "stadt", "viertel", "berg", "feld", "wiesen", "hütte", "hassel", "hausen", "heim", "dorf", "siedlung", "rode",
)  # fmt: skip

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """One district as SVG path data, with its name; `lines` (x, y, words) is empty where the name has no room."""

    slug: str
    name: str
    path: str
    lines: list[tuple[int, int, str]]
    size: int


@dataclass(frozen=True)
class DistrictMap:
    """All shapes of a municipality in one language, in units of the drawing."""

    width: int
    height: int
    shapes: list[Shape]
    attributions: list[str]


_drawn: WeakKeyDictionary[Memory, dict[tuple[str, str], DistrictMap | None]] = WeakKeyDictionary()


def district_map(tenant: Tenant) -> DistrictMap | None:
    """The map in the active language; None while fewer than two districts have a shape."""
    kept = _drawn.setdefault(memory(), {})
    key = (tenant.slug, get_language() or "")
    if key not in kept:
        kept[key] = _draw(tenant)
    return kept[key]


def _draw(tenant: Tenant) -> DistrictMap | None:
    notes = {note.pk: note for note in chosen_notes(tenant)}
    rows = District.objects.filter(pk__in=notes, outline__isnull=False)
    found = [(notes[pk], outline, words) for pk, outline, words in rows.values_list("pk", "outline", "attribution")]
    if len(found) < 2:
        return None
    west, south, east, north = shapely.total_bounds([shape(outline) for _note, outline, _words in found])
    narrow = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-9)

    def place(point: Sequence[float]) -> Point:
        return (point[0] - west) * narrow * scale + MARGIN, (north - point[1]) * scale + MARGIN

    return DistrictMap(
        width=WIDTH,
        height=round((north - south) * scale) + 2 * MARGIN,
        shapes=[_shape(note, outline or {}, place) for note, outline, _words in found],
        attributions=sorted({words for _note, _outline, words in found if words}),
    )


def _shape(note: DistrictNote, outline: dict[str, Any], place: Callable[[Sequence[float]], Point]) -> Shape:
    polygons = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    rings = [[place(point) for point in ring] for polygon in polygons for ring in polygon]
    largest = max((shapely.Polygon(ring) for ring in rings), key=lambda polygon: polygon.area)
    lines, size = _label(note.name(), largest)
    return Shape(note.slug, note.name(), "".join(map(_ring, rings)), lines, size)


def _ring(points: list[Point]) -> str:
    """A closed ring in steps of whole units: `M10 20l5 0 0 5z`."""
    rounded = [(round(x), round(y)) for x, y in points[:-1]]
    steps = [(x - a, y - b) for (a, b), (x, y) in zip(rounded, rounded[1:], strict=False)]
    written = " ".join(f"{x} {y}" for x, y in steps if x or y).replace(" -", "-")
    return f"M{rounded[0][0]} {rounded[0][1]}l{written}z"


def _label(name: str, area: shapely.Polygon) -> tuple[list[tuple[int, int, str]], int]:
    """The lines of a name where an area is widest, in the largest letters that have room, in one line if possible."""
    middle = shapely.get_point(shapely.maximum_inscribed_circle(area, tolerance=5), 0)
    for size in range(LARGEST_LETTERS, SMALLEST_LETTERS - 1, -2):
        for lines in ([name], _broken(name)):
            across, down = LETTER_WIDTH * size * max(map(len, lines)) / 2, LINE_HEIGHT * size * len(lines) / 2
            if area.covers(shapely.box(middle.x - across, middle.y - down, middle.x + across, middle.y + down)):
                first = middle.y + size * (BASELINE - LINE_HEIGHT * (len(lines) - 1) / 2)
                placed = [(first + number * LINE_HEIGHT * size, line) for number, line in enumerate(lines)]
                return [(round(middle.x), round(y), line) for y, line in placed], size
    return [], 0


def _broken(name: str) -> list[str]:
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 2:
            return [f"{name.removesuffix(ending)}-", ending]
    first, hyphen, second = name.partition("-")
    return [first + hyphen, second] if hyphen and second else name.split(" ", 1)
