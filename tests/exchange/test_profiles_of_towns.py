"""What a profile alone can do, on lists of two invented towns."""

import json
import re

import pytest
from django.conf import settings

from directory.models import Contact, CourseRun, Location, Offer, OfferLanguage
from exchange.mapping.profile_files import load_profile
from tests.exchange.invented_towns import (
    MUEHLFELD,
    MUEHLFELD_ROW,
    OBERSEE,
    OBERSEE_ROW,
    table,
    workbook,
)
from tests.exchange.offer_files import run
from tests.factories import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(municipality, tmp_path):
    (tmp_path / "muehlfeld.toml").write_text(MUEHLFELD, "utf-8")
    (tmp_path / "obersee.toml").write_text(OBERSEE, "utf-8")
    make_district(municipality, "Süd", slug="sued")
    return tmp_path


def import_table(folder, content=None, *options, **changes):
    return run(folder, content or table(**changes), *options, profile=str(folder / "muehlfeld.toml"))


def import_workbook(folder, *rows):
    return run(folder, workbook(*rows), profile=str(folder / "obersee.toml"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_with_any_delimiter_and_encoding(folder, delimiter, encoding):
    report = import_table(folder, table(delimiter=delimiter).encode(encoding))
    assert (len(report["added"]), report["unmapped"], report["rejected"]) == (1, [], [])
    assert Offer.objects.get().summary == "Ein Kurs für alle, die tagsüber arbeiten."


def test_columns_become_facts(folder):
    import_table(folder)
    offer = Offer.objects.get()
    assert (offer.kind, offer.topics, offer.target_groups) == ("sprachkurs", ["deutsch"], ["neu", "frauen"])
    assert (offer.age_from, offer.start_any_time) == (18, True)


def test_an_unambiguous_price_becomes_an_amount_and_its_words_are_kept(folder):
    import_table(folder)
    offer = Offer.objects.get()
    assert (offer.cost_note, offer.costs) == ("40,00 € pro Monat", ["betrag"])
    assert (str(offer.amount), offer.amount_unit) == ("40.00", "monat")


def test_a_price_that_may_mean_two_things_stays_words(folder):
    import_table(folder, Kosten="3 bis 5 Euro je nach Einkommen")
    offer = Offer.objects.get()
    assert (offer.cost_note, offer.costs, offer.amount) == ("3 bis 5 Euro je nach Einkommen", [], None)


def test_weekly_times_in_words_become_slots(folder):
    import_table(folder)
    assert Offer.objects.get().slots == [
        {"day": "mo", "start": "18:00", "end": "19:30"},
        {"day": "mi", "start": "18:00", "end": "19:30"},
    ]


def test_languages_are_kept_by_role(folder):
    import_table(folder)
    rows = set(OfferLanguage.objects.values_list("role", "language", "level"))
    assert rows == {("personal", "ar", ""), ("personal", "en", ""), ("deutsch-noetig", "de", "a1")}


def test_joined_and_divided_fields_make_an_address(folder):
    import_table(folder)
    place = Location.objects.get()
    assert (place.street, place.postcode, place.town) == ("Beispielweg 7", "00017", "Mühlfeld")
    assert (place.district.slug, place.accessibility) == ("sued", {"zugang-stufenlos": True})


def test_an_empty_cell_says_nothing_about_access(folder):
    import_table(folder, Stufenlos="")
    assert Location.objects.get().accessibility == {}


def test_a_run_has_days_level_and_seats(folder):
    import_table(folder)
    started = CourseRun.objects.get()
    assert (str(started.starts_on), str(started.ends_on)) == ("2099-03-01", "2099-06-30")
    assert (started.level_from, started.seats_total) == ("a2", 12)


def test_a_run_that_moves_keeps_what_was_counted(folder):
    import_table(folder)
    CourseRun.objects.update(participants=9)
    report = import_table(folder, Ende="31.7.2099")
    assert (str(CourseRun.objects.get().ends_on), CourseRun.objects.get().participants) == ("2099-07-31", 9)
    assert report["changed"][0]["fields"] == ["runs"]


def test_a_second_run_of_a_rich_profile_changes_nothing(folder):
    import_table(folder)
    report = import_table(folder)
    assert (report["added"], report["changed"], report["conflicts"]) == ([], [], [])


def test_the_phone_number_of_an_organisation_is_public(folder):
    import_table(folder)
    contact = Contact.objects.get()
    assert (contact.phone, contact.email, contact.visibility) == ("0300 23125-10", "kurse@example.org", "oeffentlich")


def test_the_phone_number_of_a_person_is_internal_and_the_name_is_not_kept(folder):
    import_table(folder, Ansprechperson="Frau Muster", Telefon="0300 23125-10 (Frau Muster)")
    contact = Contact.objects.get()
    assert (contact.phone, contact.visibility, contact.person_name) == ("0300 23125-10", "intern", "")


def test_a_changed_phone_number_changes(folder):
    import_table(folder)
    report = import_table(folder, Telefon="0300 23125-11")
    assert (Contact.objects.get().phone, report["changed"][0]["fields"]) == ("0300 23125-11", ["phone"])


def test_a_column_that_the_file_lacks_changes_nothing(folder):
    import_table(folder)
    lines = [line.partition(",")[0] + "," + line.split(",")[1] for line in table().splitlines()]
    report = import_table(folder, "\n".join(lines))
    assert (report["changed"], Offer.objects.get().age_from) == ([], 18)


def test_a_table_without_the_column_of_the_title_names_the_columns_it_has(folder):
    with pytest.raises(Exception, match="no field Bezeichnung.*It has: Kosten, Nr"):
        import_table(folder, "Nr.;Kosten\n1;2\n3;4\n")


def test_a_workbook_is_read_from_its_sheet_and_header_row(folder):
    report = import_workbook(folder)
    offer = Offer.objects.get()
    assert (len(report["added"]), offer.title, str(offer.ends_on)) == (1, "Turnen für Kleine", "2099-07-01")
    assert (offer.age_from, offer.costs) == (2, ["frei"])
    assert [(slot["day"], slot["start"], slot["end"]) for slot in offer.slots] == [
        ("di", "15:30", "17:00"),
        ("do", "15:30", "17:00"),
    ]


def test_a_postcode_gets_back_the_zero_that_a_spreadsheet_dropped(folder):
    import_workbook(folder)
    assert (Location.objects.get().postcode, Location.objects.get().street) == ("01067", "")


def test_a_digest_finds_the_same_offer_again(folder):
    import_workbook(folder)
    report = import_workbook(folder, [*OBERSEE_ROW[:8], "Seeweg 1", "ja"])
    assert (report["added"], report["changed"][0]["fields"]) == ([], ["place.street"])


def test_skipped_records_are_counted_by_reason(folder):
    report = import_workbook(folder, OBERSEE_ROW, ["Test 1", *OBERSEE_ROW[1:]])
    assert report["skipped"] == [{"reason": "a test of the association", "count": 1}]
    assert report["counts"]["skipped"] == 1


def test_geojson_properties_and_points_are_read(folder):
    properties = {name: value for name, value in MUEHLFELD_ROW.items() if name != "Ortsteil"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [7.3, 54.2]}}
    point = '"place.longitude" = "@longitude"\n"place.latitude" = "@latitude"\n'
    profile = MUEHLFELD.replace("[fields]\n", f"[fields]\n{point}")
    (folder / "muehlfeld.toml").write_text(profile, "utf-8")
    import_table(folder, json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert (Location.objects.get().longitude, Location.objects.get().latitude) == (7.3, 54.2)


def test_one_object_per_line_is_read(folder):
    rows = [MUEHLFELD_ROW | {"Nr.": str(number)} for number in (1, 2)]
    report = import_table(folder, "\n".join(json.dumps(row) for row in rows))
    assert len(report["added"]) == 2


EXAMPLES = re.findall(r"```toml\n(.*?)```", (settings.ROOT / "docs" / "importing.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_of_the_manual_is_a_good_profile(folder, example):
    path = folder / "example.toml"
    path.write_text(example, "utf-8")
    assert load_profile(str(path)).fields["title"]
