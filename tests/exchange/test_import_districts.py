import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils.translation import override

from directory.models import District, MemoryVersion, Municipality, OutboxEntry
from exchange.districts import update as districts
from exchange.formats import files
from tests import factories
from tests.exchange.towns import REAL, feature, row_of, square, town, write

pytestmark = pytest.mark.django_db
TOWNS = {
    "berlin": ("berlin-bezirke-polygons/berliner-bezirke.geojson", 12, "treptow-koepenick"),
    "frankfurt": ("frankfurt-stadtteile-polygons/frankfurt-main.geojson", 46, "bahnhofsviertel"),
    "braunschweig": ("braunschweig-polygons-osm/braunschweig.geojson", 20, "stoeckheim-leiferde"),
    "flensburg": ("flensburg-kitas-and-districts/flensburg_stadtteile.geojson", 13, "westliche-hoehe"),
}


def run(path, *options):
    """(exit status, report or error) of the command with --json."""
    out, status = StringIO(), 0
    try:
        call_command(
            "import_districts", path, "--municipality", "haffstadt", "--json", *options, stdout=out, stderr=StringIO()
        )
    except CommandError as error:
        status = error.returncode
    return status, json.loads(out.getvalue())


@pytest.fixture
def bring(tmp_path):
    """Writes a town and imports it; returns the report."""

    def bring(content, *options):
        status, report = run(write(tmp_path, content), *options)
        assert status == 0, report
        return report

    return bring


def slugs(**filters):
    return list(District.objects.filter(**filters).order_by("slug").values_list("slug", flat=True))


def test_a_new_municipality_is_created_with_its_districts(bring):
    report = bring(row_of("Altstadt", "Süd"))
    assert report["created_municipality"] is True
    assert Municipality.objects.get(slug="haffstadt").site.hostname == "haffstadt.localhost"
    assert slugs() == ["altstadt", "sued"]


def test_a_second_run_changes_nothing(bring):
    bring(row_of("Altstadt", "Süd"))
    version = MemoryVersion.objects.get().number
    report = bring(row_of("Altstadt", "Süd"))
    assert (report["added"], report["changed"], report["relations"]) == ([], [], 0)
    assert MemoryVersion.objects.get().number == version


def test_other_processes_hear_of_a_change(bring):
    bring(row_of("Altstadt"))
    version = MemoryVersion.objects.get().number
    bring(row_of("Altstadt", "Süd"))
    assert MemoryVersion.objects.get().number == version + 1


def test_a_vanished_district_is_reported_and_stays(bring):
    bring(row_of("Altstadt", "Süd"))
    report = bring(row_of("Altstadt"))
    assert report["vanished"] == [{"name": "Süd", "slug": "sued"}]
    assert District.objects.get(slug="sued").valid_until is None


def test_a_renamed_district_with_a_number_keeps_its_slug(bring):
    bring(row_of("01 Altstadt", "02 Süd"))
    report = bring(row_of("01 Altstadt", "02 Südstadt"))
    assert report["changed"] == [{"name": "Südstadt", "slug": "sued", "fields": ["name"]}]


def test_numbers_given_anew_do_not_swap_the_districts(bring):
    bring(row_of("01 Altstadt", "02 Süd"))
    bring(row_of("02 Altstadt", "01 Süd"))
    assert District.objects.get(slug="altstadt").source_key == "02"


def test_numbers_leave_the_names_and_stay_as_keys(bring):
    bring(row_of("03 Westliche Höhe", "10 Fruerlund"))
    district = District.objects.get(slug="westliche-hoehe")
    assert (district.name, district.source_key) == ("Westliche Höhe", "03")


def test_german_names_are_stored_whatever_language_is_active(bring):
    with override("en"):
        bring(row_of("01 Altstadt"))
        bring(row_of("01 Altes Dorf"))
    district = District.objects.get()
    assert (district.name_de, district.name_en) == ("Altes Dorf", None)
    assert QuerySet(District).values_list("name", flat=True)[0] == "Altes Dorf"


def test_translated_names_survive_an_import(bring):
    bring(row_of("Altstadt"))
    District.objects.update(name_en="Old Town")
    bring(town(feature(square(size=2), name="Altstadt")))
    assert District.objects.get().name_en == "Old Town"


def test_two_districts_of_one_name_are_both_kept_and_reported(bring):
    report = bring(row_of("Mitte", "Süd", "Mitte"))
    assert slugs() == ["mitte", "mitte-2", "sued"]
    assert report["conflicts"] == [{"name": "Mitte", "slug": "mitte-2", "reason": "has the same name as mitte"}]


def test_two_districts_of_one_name_stay_themselves_when_the_order_changes(bring):
    first = row_of("Mitte", "Süd", "Mitte")
    bring(first)
    report = bring(town(*reversed(first["features"])))
    assert report["changed"] == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Stöckheim- Leiferde", "stoeckheim-leiferde"),
        ("Große Äcker/Übersee", "grosse-aecker-uebersee"),
        ("Łódź-Straße", "lodz-strasse"),
        ("حي النور", "hy-lnwr"),
        ("…", "district"),
        ("ÖSTLICHE HÖHE", "oestliche-hoehe"),
    ],
)
def test_slugs_are_plain_letters(name, slug):
    assert districts.ascii_slug(name) == slug


def test_a_long_name_gets_a_short_slug(bring):
    bring(row_of("Z" * 110, "Ost", "Z" * 110))
    assert sorted(map(len, slugs())) == [3, 77, 80]


def test_neighbors_are_side_by_side(bring):
    bring(row_of("West", "Mitte", "Ost"))
    assert [d.slug for d in District.objects.get(slug="mitte").neighbors.order_by("slug")] == ["ost", "west"]
    assert [d.slug for d in District.objects.get(slug="west").neighbors.all()] == ["mitte"]


def test_a_second_level_becomes_the_parent(bring):
    bring(row_of("West", "Mitte", "Ost"))
    bring(town(feature(square(size=2), name="Großbezirk")), "--kind", "stadtbezirk")
    assert [d.slug for d in District.objects.get(slug="grossbezirk").children.order_by("slug")] == ["mitte", "west"]
    assert not District.objects.get(slug="grossbezirk").neighbors.exists()


def test_a_district_that_left_its_parent_loses_it(bring):
    bring(row_of("West", "Mitte"))
    bring(town(feature(square(size=2), name="Großbezirk")), "--kind", "stadtbezirk")
    bring(town(feature(square(), name="West"), feature(square(5), name="Mitte")))
    assert not District.objects.get(slug="mitte").parents.exists()


def test_two_kinds_may_share_a_name(bring):
    bring(row_of("Mitte", "Ost"))
    report = bring(town(feature(square(size=3), name="Mitte")), "--kind", "stadtbezirk")
    assert (slugs(kind="stadtbezirk"), report["vanished"]) == (["mitte-2"], [])


def test_the_same_file_as_another_kind_is_a_conflict(bring):
    bring(row_of("Mitte", "Ost"))
    report = bring(row_of("Mitte", "Ost"), "--kind", "stadtbezirk")
    assert "is it the right --kind?" in report["conflicts"][0]["reason"]


def test_a_repaired_shape_is_reported_by_name(bring):
    ring = [[7.3, 54.2], [7.31, 54.21], [7.31, 54.2], [7.3, 54.21], [7.3, 54.2]]
    report = bring(town(feature({"type": "Polygon", "coordinates": [ring]}, name="Schleife")))
    assert [(entry["name"], entry["slug"]) for entry in report["repaired"]] == [("Schleife", "schleife")]


def test_points_are_unmapped(bring):
    point = {"type": "Point", "coordinates": [7.3, 54.2]}
    report = bring(town(feature(square(), name="Altstadt"), feature(point, name="Rathaus")))
    assert report["unmapped"] == [{"feature": 2, "name": "Rathaus", "reason": "is no area (Point)"}]


def test_a_rejected_area_ends_with_status_1_and_the_others_are_there(bring, tmp_path):
    bring(row_of("Altstadt", "Süd"))
    broken = {"type": "Polygon", "coordinates": [[[7, 54], [7, 54]]]}
    path = write(
        tmp_path, town(feature(square(), name="Altstadt"), feature(broken, name="Süd"), feature(square(4), name="Neu"))
    )
    status, report = run(path)
    assert (status, [entry["name"] for entry in report["rejected"]]) == (1, ["Süd"])
    assert (report["vanished"], slugs()) == ([], ["altstadt", "neu", "sued"])


@pytest.mark.parametrize("name", ["", None, "  ", "x" * 121, ["Süd"], {"de": "Süd"}])
def test_an_area_without_a_usable_name_is_rejected(tmp_path, name):
    status, report = run(write(tmp_path, row_of("Alt", "Neu", "Ost", "West", name)))
    assert (status, [entry["feature"] for entry in report["rejected"]]) == (1, [5])


def test_the_attribution_is_stored_and_kept(bring):
    bring(row_of("Altstadt"), "--attribution", "Stadt Haffstadt, CC BY 4.0")
    bring(row_of("Altstadt"))
    assert District.objects.get().attribution == "Stadt Haffstadt, CC BY 4.0"


def test_a_dry_run_reports_and_changes_nothing(bring):
    report = bring(row_of("Altstadt", "Süd"), "--dry-run")
    assert (len(report["added"]), report["created_municipality"]) == (2, True)
    assert not Municipality.objects.exists()


def test_doubt_about_the_names_lists_candidates_and_changes_nothing(tmp_path):
    names = [("Altstadt", "Rot"), ("Süd", "Blau")]
    areas = [feature(square(x), links=one, rechts=other) for x, (one, other) in enumerate(names)]
    status, report = run(write(tmp_path, town(*areas)))
    assert (status, [c["property"] for c in report["candidates"]]) == (2, ["links", "rechts"])
    assert not Municipality.objects.exists()


def test_the_name_property_can_be_given(bring):
    bring(town(feature(square(), links="Altstadt", rechts="Rot"), feature(square(1), links="Süd", rechts="Blau")),
          "--name-property", "rechts")  # fmt: skip
    assert slugs() == ["blau", "rot"]


def test_an_interrupted_import_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(districts, "store_relations", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(write(tmp_path, row_of("Altstadt", "Süd")))
    assert not Municipality.objects.exists()


def unfit():
    text = json.dumps(row_of("Altstadt", "Süd"), ensure_ascii=False)
    return {
        "empty": b"",
        "truncated": text[:200].encode(),
        "nul": text.encode().replace(b"Alt", b"A\0t"),
        "nul escaped in every name": json.dumps(row_of("\0", "\0\0")),
        "binary": os.urandom(4000),
        "csv": b"name;wkt\nAltstadt;POLYGON",
        "projected": town(feature(square(west=562_000, south=5_930_000), name="Altstadt")),
        "swapped": town(feature(square(west=54.2, south=7.3), name="Altstadt")),
        "no features": town(),
        "only points": town(feature({"type": "Point", "coordinates": [7.3, 54.2]}, name="Rathaus")),
        "nested": b"[" * 100_000,
        "broken UTF-8": text.encode().replace("ü".encode(), "üü\xff".encode("latin-1") + "äöü".encode()),
    }


@pytest.mark.parametrize("case", unfit())
def test_an_unfit_file_ends_with_status_2_and_changes_nothing(tmp_path, case):
    status, report = run(write(tmp_path, unfit()[case]))
    assert (status, bool(report["error"])) == (2, True)
    assert not Municipality.objects.exists()


def test_a_file_of_100_mb_ends_with_status_2(tmp_path):
    path = tmp_path / "big.geojson"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES)
    assert run(str(path))[0] == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(bring, encoding):
    report = bring(json.dumps(row_of("Süd", "Größe"), ensure_ascii=False).encode(encoding))
    assert (slugs(), bool(report["warnings"])) == (["groesse", "sued"], encoding == "cp1252")


@pytest.mark.parametrize("options", [("--kind", "planet"), ("--attribution", "x" * 301), ("--name-property", "nope")])
def test_an_option_that_cannot_be_ends_with_status_2(tmp_path, options):
    assert run(write(tmp_path, row_of("Altstadt")), *options)[0] == 2
    assert not Municipality.objects.exists()


def test_a_municipality_slug_that_cannot_be_ends_with_status_2(tmp_path):
    with pytest.raises(CommandError, match="--municipality Not This: ") as raised:
        call_command(
            "import_districts", write(tmp_path, row_of("Alt")), "--municipality", "Not This", stderr=StringIO()
        )
    assert raised.value.returncode == 2


def test_people_read_a_report_in_sentences(tmp_path):
    out = StringIO()
    path = write(tmp_path, row_of("Altstadt", "Süd", "Süd"))
    call_command("import_districts", path, "--municipality", "haffstadt", stdout=out, stderr=StringIO())
    assert "haffstadt: 3 districts added, 0 changed" in out.getvalue()
    assert "Süd (sued-2): has the same name as sued" in out.getvalue()


def test_the_number_of_queries_does_not_grow_with_the_town(bring, django_assert_max_num_queries):
    bring(row_of("Altstadt"))
    with django_assert_max_num_queries(40):
        bring(row_of(*(f"Viertel {chr(65 + n)}" for n in range(26))))


@pytest.mark.parametrize("slug", TOWNS)
def test_real_towns_load_once_and_stay(slug):
    path, count, expected = TOWNS[slug]
    if not (REAL / path).exists():
        pytest.skip(f"{path} is not beside the repository")
    _status, first = run(str(REAL / path))
    status, second = run(str(REAL / path))
    assert (len(first["added"]), status, expected in slugs()) == (count, 0, True)
    assert (second["added"], second["changed"], second["relations"]) == ([], [], 0)


def test_outlines_of_frankfurt_fit_into_25_kilobytes():
    path = REAL / TOWNS["frankfurt"][0]
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the repository")
    run(str(path))
    outlines = list(District.objects.values_list("outline", flat=True))
    assert len(json.dumps(outlines, separators=(",", ":"))) <= 25_000


def test_a_renamed_district_renews_the_offers_in_it(bring):
    bring(row_of("01 Altstadt", "02 Süd"))
    place = factories.make_location(
        Municipality.objects.get(slug="haffstadt"), district=District.objects.get(slug="sued")
    )
    offer = factories.make_live_offer(place.municipality, location=place)
    OutboxEntry.objects.all().delete()
    bring(row_of("01 Altstadt", "02 Südstadt"))
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(offer.pk)]


def test_a_new_parent_renews_the_offers_in_its_districts(bring):
    bring(row_of("West", "Mitte", "Ost"))
    place = factories.make_location(Municipality.objects.get(), district=District.objects.get(slug="mitte"))
    offer = factories.make_live_offer(place.municipality, location=place)
    OutboxEntry.objects.all().delete()
    bring(town(feature(square(size=2), name="Großbezirk")), "--kind", "stadtbezirk")
    assert OutboxEntry.objects.filter(key=str(offer.pk)).exists()


def test_an_import_without_a_change_renews_nothing(bring):
    bring(row_of("West", "Mitte"))
    place = factories.make_location(Municipality.objects.get(), district=District.objects.get(slug="mitte"))
    factories.make_live_offer(place.municipality, location=place)
    OutboxEntry.objects.all().delete()
    bring(row_of("West", "Mitte"))
    assert not OutboxEntry.objects.exists()
