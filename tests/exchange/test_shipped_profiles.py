"""The shipped profiles on the real lists they are made for, and on small records of the same form."""

import json

import pytest
from django.core.management import call_command

from directory.models import Contact, ImportedRecord, Location, Offer, Organization, PublicDocument
from directory.municipalities import create_municipality
from directory.writing.publishing import project
from tests.exchange.offer_files import run
from tests.exchange.test_import_offers_real import REAL, needs_list
from tests.factories import make_live_offer

pytestmark = pytest.mark.django_db
KITAS = REAL / "flensburg-kitas-and-districts"
STATES = [
    REAL / "berlin-fairgnuegen-offers" / f"offers-{day}.json" for day in ("2025-02-18", "2025-07-10", "2025-07-11")
]


def feature(number=1, point=(10.78, 52.42), **tags):
    properties = {"_id": number, "_type": "node", "name": "Haus am Park"} | tags
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": list(point)}}


def import_places(folder, *features, options=()):
    content = json.dumps({"type": "FeatureCollection", "features": list(features)})
    return run(folder, content, *options, profile="osm-places")


@pytest.fixture
def folder(municipality, tmp_path):
    return tmp_path


@needs_list
def test_three_states_in_a_row_pass_without_accepting_removals(municipality, tmp_path):
    counts = [run(tmp_path, state.read_bytes())["counts"] for state in STATES]
    assert [(one["added"], one["vanished"]) for one in counts] == [(423, 0), (41, 30), (14, 12)]
    running = ImportedRecord.objects.filter(ended=None).values_list("source_key", flat=True)
    assert len(running) == len(set(running)) == 436


@needs_list
def test_flensburg_in_two_forms_is_the_same_70_offers(tmp_path):
    create_municipality("flensburg")
    call_command("import_districts", str(KITAS / "flensburg_stadtteile.geojson"), municipality="flensburg")
    options = {"profile": "kitas-flensburg", "municipality": "flensburg"}
    first = run(tmp_path, (KITAS / "kitas_in_flensburg.csv").read_bytes(), **options)
    second = run(tmp_path, (KITAS / "kitas_in_flensburg.geojson").read_bytes(), **options)
    assert (first["counts"]["added"], second["counts"]["added"], first["unmapped"]) == (70, 0, [])
    assert [(line["source"], line["point"]) for line in second["conflicts"]] == [("Westliche Höhe", "Altstadt")]


@needs_list
def test_the_day_care_centres_of_a_state_are_all_taken_but_its_placeholders(folder):
    content = (REAL / "schleswig-holstein-kitas" / "einrichtungen-kita.json").read_bytes()
    report = run(folder, content, profile="kitas-schleswig-holstein")
    counts = report["counts"]
    assert (counts["records"], counts["added"], counts["skipped"], counts["rejected"]) == (1870, 1857, 13, 0)


@needs_list
def test_places_of_a_town_make_no_offers_and_every_left_out_one_is_counted(folder):
    content = (REAL / "wolfsburg-osm-places" / "wolfsburg_facilities.geojson").read_bytes()
    report = run(folder, content, profile="osm-places")
    assert {line["reason"][:12]: line["count"] for line in report["skipped"]} == {
        "it has no na": 337,
        "it is a shop": 202,
        "it is privat": 3,
        "practice tha": 96,
    }
    assert (Location.objects.count(), Offer.objects.count()) == (532, 0)


def test_milliseconds_are_times_and_months_are_years(folder):
    kita = {
        "id": 7, "name": " Kita ", "institution": "Verein", "careFrom": 30, "careTo": 83, "barrierfree": False,
        "openingHoursFrom": 27000000, "openingHoursTo": 57600000, "address": {"street": "Weg", "number": "0"},
    }  # fmt: skip
    run(folder, [kita], profile="kitas-schleswig-holstein")
    offer = Offer.objects.get()
    assert (offer.age_from, offer.age_to, offer.slots[0]) == (2, 6, {"day": "mo", "start": "07:30", "end": "16:00"})
    assert (Location.objects.get().street, Location.objects.get().accessibility) == ("Weg", {})


def test_a_place_knows_its_source(folder):
    import_places(folder, feature(amenity="library", wheelchair="yes", opening_hours="Mo-Fr 10:00-18:00; PH off"))
    place = Location.objects.get()
    assert (place.source.attribution, place.source_key) == ("© OpenStreetMap contributors, ODbL", "node / 1")
    assert (place.type, place.accessibility["zugang-stufenlos"], len(place.slots)) == ("bibliothek", True, 5)


def test_an_offer_at_such_a_place_shows_the_attribution(folder, municipality, client):
    import_places(folder, feature(amenity="library"))
    offer = make_live_offer(municipality, location=Location.objects.get())
    assert "© OpenStreetMap contributors, ODbL" in client.get(f"/de/angebote/{offer.slug}/").content.decode()


def test_an_organisation_is_made_only_where_there_is_one(folder):
    import_places(folder, feature(amenity="library"), feature(2, name="Halle", leisure="sports_centre"))
    assert list(Organization.objects.values_list("name", "types")) == [("Haus am Park", ["bibliothek"])]


@pytest.mark.parametrize(
    "tags", [{"name": ""}, {"access": "private"}, {"shop": "bakery"}, {"amenity": "doctors", "name": "Dr. Muster"}]
)
def test_unnamed_private_shop_and_practice_are_left_out(folder, tags):
    report = import_places(folder, feature(**tags), feature(2, name="Bücherei", amenity="library"))
    assert (report["counts"]["skipped"], Location.objects.count()) == (1, 1)


def test_practices_come_when_asked_for(folder):
    import_places(folder, feature(amenity="doctors", name="Dr. Muster"), options=["--with-practices"])
    assert Location.objects.get().type == "praxis"


def test_a_practice_that_bears_no_name_comes_anyway(folder):
    import_places(folder, feature(amenity="dentist", healthcare="dentist", name="Zahnarztpraxis am Markt"))
    assert Location.objects.get().name == "Zahnarztpraxis am Markt"


def test_the_same_places_again_change_nothing(folder):
    places = [feature(amenity="library", phone="0300 23125-1"), feature(2, name="Halle", leisure="sports_centre")]
    import_places(folder, *places)
    report = import_places(folder, *places)
    assert (report["added"], report["changed"], report["conflicts"]) == ([], [], [])
    assert (Location.objects.count(), Contact.objects.count()) == (2, 1)


def test_a_place_that_is_here_already_keeps_what_it_has(folder, municipality):
    mine = Location.objects.create(municipality=municipality, name="Haus am Park", latitude=52.4201, longitude=10.78)
    import_places(folder, feature(amenity="library"))
    place = Location.objects.get()
    assert (place.pk, place.latitude, place.type) == (mine.pk, 52.4201, "bibliothek")


def test_places_of_one_name_far_apart_are_two(folder):
    import_places(folder, feature(amenity="school"), feature(2, (10.7, 52.4), amenity="school"))
    assert Location.objects.count() == 2


def test_an_editors_change_to_a_place_survives(folder):
    import_places(folder, feature(amenity="library"))
    Location.objects.update(name="Stadtbücherei")
    report = import_places(folder, feature(amenity="library", name="Haus im Park"))
    assert Location.objects.get().name == "Stadtbücherei"
    assert [line["field"] for line in report["conflicts"]] == ["place.name"]


def test_a_changed_place_reaches_the_offers_there(folder, municipality):
    import_places(folder, feature(amenity="library"))
    project([make_live_offer(municipality, location=Location.objects.get()).pk])
    import_places(folder, feature(amenity="library", name="Haus im Park"))
    assert PublicDocument.objects.get().facts["places"][0]["name"] == "Haus im Park"


def test_a_vanished_place_is_reported_and_stays(folder):
    places = [feature(number, (10.7 + number / 100, 52.4), name=f"Haus {number}") for number in range(20)]
    import_places(folder, *places)
    report = import_places(folder, *places[1:])
    assert (report["vanished"][0]["title"], Location.objects.count()) == ("Haus 0", 20)
