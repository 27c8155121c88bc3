import json

import pytest
from shapely.geometry import Polygon, box

from directory.geometry import DistrictLocator, containing_pairs, neighbor_pairs, repair, to_area, to_geojson
from directory.models import District
from directory.outlines import outlines

EAST, NORTH = 1 / 65_000, 1 / 111_195  # degrees per meter, near latitude 54.2


def rectangle(west, south, east, north):
    """Meters east and north of a point in the open sea."""
    return box(7.3 + west * EAST, 54.2 + south * NORTH, 7.3 + east * EAST, 54.2 + north * NORTH)


HOME = rectangle(0, 0, 1000, 1000)


@pytest.mark.parametrize(
    "other",
    [
        rectangle(1000, 0, 2000, 1000),
        rectangle(1000, 900, 2000, 2000),
        rectangle(1020, 0, 2000, 1000),
        rectangle(980, 0, 2000, 1000),
        rectangle(1000, 970, 2000, 2000),
    ],
    ids=["same border", "part of a border", "gap", "overlap", "30 m of border"],
)
def test_areas_with_a_common_border_are_neighbors(other):
    assert neighbor_pairs([HOME, other]) == {(0, 1)}


@pytest.mark.parametrize(
    "other",
    [
        rectangle(1000, 1000, 2000, 2000),
        rectangle(1002, 1002, 2000, 2000),
        rectangle(990, 990, 2000, 2000),
        rectangle(1060, 0, 2000, 1000),
        rectangle(1000, 990, 2000, 2000),
    ],
    ids=["corner", "corner with gap", "overlapping corner", "too far", "10 m of border"],
)
def test_a_corner_or_a_distance_makes_no_neighbors(other):
    assert neighbor_pairs([HOME, other]) == set()


def test_no_areas_have_no_neighbors():
    assert neighbor_pairs([]) == set()


def test_a_larger_area_of_another_kind_holds_a_smaller_one():
    larger = rectangle(-10, 20, 3000, 3000)
    assert containing_pairs([HOME, larger], ["quartier", "stadtbezirk"]) == {(0, 1)}


@pytest.mark.parametrize(
    ("larger", "kind"),
    [
        (rectangle(0, 0, 3000, 3000), "quartier"),
        (rectangle(100, 0, 3000, 3000), "stadtbezirk"),
        (HOME, "stadtbezirk"),
    ],
    ids=["same kind", "holds only nine tenths", "same size"],
)
def test_other_areas_hold_nothing(larger, kind):
    assert containing_pairs([HOME, larger], ["quartier", kind]) == set()


def test_a_valid_shape_needs_no_repair():
    assert repair(HOME) == (HOME, "")


def test_a_line_cannot_be_repaired():
    assert repair(Polygon([(7, 54), (7.1, 54), (7.2, 54)]))[0] is None


def test_geojson_comes_back_as_it_went():
    stored = to_geojson(HOME)
    assert to_geojson(to_area(json.loads(json.dumps(stored)))) == stored


def circle_quarters():
    round_town = HOME.buffer(0.02, quad_segs=200)
    west, south, east, north = round_town.bounds
    half = (west + east) / 2
    return [
        round_town.intersection(box(west, south, half, north)),
        round_town.intersection(box(half, south, east, north)),
    ]


def test_outlines_have_few_points_and_keep_the_extent():
    for area, outline in zip(circle_quarters(), map(to_area, outlines(circle_quarters())), strict=True):
        assert len(outline.exterior.coords) <= 40
        assert outline.intersection(area).area > 0.95 * area.area


def test_outlines_of_neighbors_keep_their_common_border():
    left, right = map(to_area, outlines(circle_quarters()))
    assert left.intersection(right).area == 0
    assert left.boundary.intersection(right.boundary).length > 0.03


def test_the_smallest_district_that_holds_a_point_is_found():
    quarter = District(pk=1, kind="quartier", shape=to_geojson(HOME))
    whole = District(pk=2, kind="stadtbezirk", shape=to_geojson(rectangle(-500, -500, 3000, 3000)))
    locator = DistrictLocator([whole, quarter])
    assert locator.locate(7.3 + 500 * EAST, 54.2 + 500 * NORTH) == 1
    assert locator.locate(7.3 + 500 * EAST, 54.2 + 500 * NORTH, kind="stadtbezirk") == 2
    assert locator.locate(7.3 + 2000 * EAST, 54.2 + 500 * NORTH) == 2


def test_a_point_just_beside_the_border_still_belongs_to_the_district():
    locator = DistrictLocator([District(pk=1, shape=to_geojson(HOME))])
    assert locator.locate(7.3 - 30 * EAST, 54.2 + 500 * NORTH) == 1
    assert locator.locate(7.3 - 90 * EAST, 54.2 + 500 * NORTH) is None


def test_no_district_and_no_number_find_nothing():
    assert DistrictLocator([District(pk=1)]).locate(7.3, 54.2) is None
    assert DistrictLocator([District(pk=1, shape=to_geojson(HOME))]).locate(float("nan"), 54.2) is None
