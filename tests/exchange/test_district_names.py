import json

import pytest

from exchange.districts.names import NameInDoubt, name_property, names_and_keys
from exchange.formats.files import UnreadableInput
from tests.exchange.towns import REAL

NAMES = ["Altstadt", "Nordend", "Süderhaff", "Am Wall"]


def rows(**columns):
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


LAYOUTS = {
    "STADTTEIL": rows(STADTTEIL=NAMES, STT_NR=["01", "02", "03", "04"], BEZIRK=["Mitte", "Mitte", "Süd", "Süd"]),
    "ORTSTEIL_NAME": rows(OBJECTID=[1, 2, 3, 4], ORTSTEIL_NAME=NAMES, KUERZEL=["AL", "NO", "SH", "AW"]),
    "bez_name": rows(bez_nr=["1", "2", "3", "4"], bez_name=NAMES, stand=["2024-01-01"] * 4),
    "gen": rows(ags=["03101000", "03101001", "03101002", "03101003"], gen=NAMES, bez=["Stadt"] * 4),
    "local_name": rows(osm_id=[-1, -2, -3, -4], local_name=NAMES, name_en=["Old Town", "North", "South", "The Wall"]),
    "name": rows(
        **{"@id": [f"relation/{n}" for n in range(4)]}, name=NAMES, wikidata=["Q1", "Q2", "Q3", "Q4"],
        wikipedia=[f"de:{name} (Haff)" for name in NAMES], old_name=["Altes", "Neues", "Blaues", "Rotes"],
    ),
    "OTEIL": rows(gml_id=[f"re.{n}" for n in range(4)], OTEIL=NAMES, BEZIRK=["Mitte", "Mitte", "Mitte", "Süd"]),
    "district": rows(id=[1, 2, 3, 4], district=["Harbour", "Hill", "Lake", "Old"], mayor=["A B", "C D", "E F", "G"]),
    "Name": rows(Stadtteil=["011", "012", "021", "022"], Name=NAMES, slug=["alt", "nord", "sued", "wall"]),
    "bez": rows(bez=NAMES, bez_lang=[f"{name} mit Umgebung" for name in NAMES], id=["11", "12", "13", "14"]),
    "ortsteil_bez": rows(ortsteil=["111", "112", "113", "114"], ortsteil_bez=NAMES, stadtbezirk=["Haff"] * 4),
    "feld_3": rows(feld_1=["a1", "b2", "c3", "d4"], feld_2=[1.5, 2.5, 3.5, 4.5], feld_3=NAMES),
    "Bezirk": rows(Bezirk=[f"Stadtbezirk {n}" for n in range(4)], Nr=["1", "2", "3", "4"]),
    "stadtteil_name": rows(
        stadtteil_name=NAMES, stadtteil_nummer=["11", "12", "21", "22"], bezirk_name=["Mitte", "Mitte", "Ost", "Ost"]
    ),
    "NAME": rows(NAME=["Altstadt", "Nordend", "Nordend", "Am Wall"], TYP=["Teil"] * 4, FARBE=["#f", "#a", "#b", "#c"]),
}  # fmt: skip


@pytest.mark.parametrize("expected", LAYOUTS)
def test_the_property_with_the_names_is_guessed(expected):
    assert name_property(LAYOUTS[expected]) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("berlin-bezirke-polygons/berliner-bezirke.geojson", "spatial_alias"),
        ("frankfurt-stadtteile-polygons/frankfurt-main.geojson", "name"),
        ("braunschweig-polygons-osm/braunschweig.geojson", "name"),
        ("flensburg-kitas-and-districts/flensburg_stadtteile.geojson", "AREA_NAME"),
    ],
)
def test_real_towns_are_guessed(path, expected):
    if not (REAL / path).exists():
        pytest.skip(f"{path} is not beside the repository")
    features = json.loads((REAL / path).read_text("utf-8"))["features"]
    assert name_property([feature["properties"] for feature in features]) == expected


def test_two_equally_good_properties_are_listed_with_three_examples():
    with pytest.raises(NameInDoubt) as raised:
        name_property(rows(links=NAMES, rechts=["Rot", "Blau", "Gelb", "Rosa"]))
    assert "--name-property links   for example: Altstadt, Nordend, Süderhaff\n" in str(raised.value)
    assert [candidate.property for candidate in raised.value.candidates] == ["links", "rechts"]


def test_without_any_names_all_properties_are_listed():
    with pytest.raises(NameInDoubt, match="--name-property nr   for example: 1, 2, 3"):
        name_property(rows(nr=[1, 2, 3, 4]))


def test_two_properties_with_the_same_names_leave_no_doubt():
    assert name_property(rows(STADTTEIL=NAMES, ORTSTEIL=NAMES)) in ("STADTTEIL", "ORTSTEIL")


def test_a_wanted_property_is_taken_whatever_it_holds():
    assert name_property(LAYOUTS["bez_name"], "bez_nr") == "bez_nr"


def test_a_wanted_property_that_is_missing_is_refused():
    with pytest.raises(UnreadableInput, match="No area has a property Name"):
        name_property(LAYOUTS["bez_name"], "Name")


def test_leading_numbers_become_keys():
    numbered = rows(AREA_NAME=["03 Nordstadt", "10. Fruerlund", "04 - Westliche Höhe"])
    assert names_and_keys(numbered, "AREA_NAME") == [("Nordstadt", "03"), ("Fruerlund", "10"), ("Westliche Höhe", "04")]


def test_a_single_leading_number_belongs_to_the_name():
    assert names_and_keys(rows(name=["17. Juni", "Altstadt", "Nord"]), "name")[0] == ("17. Juni", "")


def test_an_official_number_becomes_the_key():
    assert names_and_keys(LAYOUTS["bez_name"], "bez_name")[1] == ("Nordend", "2")


def test_a_row_counter_is_no_key():
    assert names_and_keys(rows(cartodb_id=[1, 2, 3, 4], name=NAMES), "name")[0] == ("Altstadt", "")
