import pytest

from exchange.districts.geojson import read_areas
from exchange.formats.files import UnreadableInput
from tests.exchange.towns import feature, row_of, square, town

BOW_TIE = {"type": "Polygon", "coordinates": [[[7.3, 54.2], [7.31, 54.21], [7.31, 54.2], [7.3, 54.21], [7.3, 54.2]]]}


def moved(move):
    """A town whose points went through a function of longitude and latitude."""
    found = row_of("A", "B", "C")
    for one in found["features"]:
        one["geometry"]["coordinates"] = [[list(move(*point)) for point in one["geometry"]["coordinates"][0]]]
    return found


@pytest.mark.parametrize("wrap", [lambda t: t, lambda t: t["features"], lambda t: t["features"][0]])
def test_a_collection_a_list_and_a_single_feature_are_read(wrap):
    assert read_areas(wrap(row_of("A"))).areas[0].properties == {"name": "A"}


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "MultiPolygon", "coordinates": [square()["coordinates"], square(3)["coordinates"]]},
        {"type": "GeometryCollection", "geometries": [square(), {"type": "Point", "coordinates": [7, 54]}, square(3)]},
    ],
)
def test_several_parts_make_one_area(geometry):
    assert len(read_areas(town(feature(geometry))).areas[0].shape.geoms) == 2


def test_heights_are_dropped():
    ring = [[*point, 12.5] for point in square()["coordinates"][0]]
    assert not read_areas(town(feature({"type": "Polygon", "coordinates": [ring]}))).areas[0].shape.has_z


def test_a_ring_that_is_not_closed_is_closed():
    ring = square()["coordinates"][0][:-1]
    assert read_areas(town(feature({"type": "Polygon", "coordinates": [ring]}))).areas[0].shape.is_valid


def test_a_point_is_unmapped_and_not_rejected():
    found = read_areas(town(feature(square()), feature({"type": "Point", "coordinates": [7.3, 54.2]})))
    assert (len(found.unmapped), len(found.rejected), found.unmapped[0].position) == (1, 0, 2)


def test_a_crossing_ring_is_repaired_and_explained():
    area = read_areas(town(feature(BOW_TIE))).areas[0]
    assert area.shape.is_valid and area.shape.area > 0
    assert "Self-intersection" in area.trouble


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        [[]],
        "here",
        [[[7.3, 54.2]]],
        [[[7.3, 54.2], [7.3, 54.2], [7.3, 54.2], [7.3, 54.2]]],
        [[[7.3, 54.2], [7.31, 54.2], [7.32, 54.2], [7.3, 54.2]]],
        [[[7.3, 54.2], [7.31, float("nan")], [7.31, 54.21], [7.3, 54.2]]],
        [[[7.3, 54.2], [float("inf"), 54.2], [7.31, 54.21], [7.3, 54.2]]],
        [[[7.3, 54.2], [None, 54.2], [7.31, 54.21], [7.3, 54.2]]],
        [[{"lon": 7.3}, [7.31, 54.2], [7.31, 54.21]]],
        [[7.3, 54.2], [7.31, 54.2]],
    ],
)
def test_a_shape_without_extent_is_rejected_and_the_others_stay(coordinates):
    found = read_areas(town(feature({"type": "Polygon", "coordinates": coordinates}), feature(square())))
    assert ([left.position for left in found.rejected], len(found.areas)) == ([1], 1)


@pytest.mark.parametrize("odd", [None, 5, "x", [], {"type": "Feature"}, {"geometry": [], "properties": 7}])
def test_an_odd_feature_is_left_out(odd):
    found = read_areas([odd, feature(square())])
    assert (len(found.areas), len(found.unmapped)) == (1, 1)


@pytest.mark.parametrize(
    ("move", "system"),
    [
        (lambda x, y: (x * 60_000, y * 107_000), "25832"),
        (lambda x, y: (32_000_000 + x * 60_000, y * 107_000), "4647"),
        (lambda x, y: (3_400_000 + x * 9_000, y * 107_000), "31466"),
        (lambda x, y: (x * 111_319, y * 132_000), "3857"),
        (lambda x, y: (x * 1e7, y * 1e7), "projected"),
    ],
)
def test_projected_coordinates_name_the_likely_system(move, system):
    with pytest.raises(UnreadableInput, match=f"{system}.*EPSG:4326"):
        read_areas(moved(move))


def test_swapped_coordinates_are_refused():
    with pytest.raises(UnreadableInput, match="swapped"):
        read_areas(moved(lambda x, y: (y, x)))


def test_one_area_outside_of_the_world_does_not_spoil_the_others():
    beyond = {"type": "Polygon", "coordinates": [[[500, 0], [501, 0], [501, 1], [500, 0]]]}
    found = read_areas(town(*row_of("A", "B", "C")["features"], feature(beyond)))
    assert (len(found.areas), found.rejected[0].reason) == (3, "has coordinates outside of the world")


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4258"])
def test_a_named_wgs84_is_accepted(name):
    assert read_areas(row_of("A", crs={"type": "name", "properties": {"name": name}})).areas


def test_another_reference_system_is_refused():
    with pytest.raises(UnreadableInput, match="25833.*EPSG:4326"):
        read_areas(row_of("A", crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}))


@pytest.mark.parametrize("data", [{}, {"type": "Topology", "objects": {}}, 5, None, "text", [], town()])
def test_what_holds_no_areas_is_refused(data):
    with pytest.raises(UnreadableInput, match=r"Export|Choose"):
        read_areas(data)
