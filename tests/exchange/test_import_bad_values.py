"""Values that cannot be right are left out with a reason; nothing of a row is half done."""

import pytest

from directory.models import CourseRun, Location, Offer
from tests.exchange.invented_towns import MUEHLFELD, MUEHLFELD_ROW, table
from tests.exchange.offer_files import run
from tests.exchange.towns import square
from tests.factories import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(municipality, tmp_path):
    (tmp_path / "muehlfeld.toml").write_text(MUEHLFELD, "utf-8")
    make_district(municipality, "Süd", slug="sued", shape=square())
    return tmp_path


def import_table(folder, content=None, **changes):
    return run(folder, content or table(**changes), profile=str(folder / "muehlfeld.toml"))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Kosten", "-5", "a price below zero cannot be right"),
        ("Beginn", "31.2.2099", "this day does not exist"),
        ("Beginn", "1.9.2099", "the run ends before it starts"),
        ("Alter ab", "-3", "greater than or equal to 0"),
        ("Veranstalter", "", "the organisation has no name"),
        ("Telefon", "auf Anfrage", "a phone number is expected"),
        ("E-Mail", "kurse(at)example.org", "valid email"),
        ("Zeiten", "nach Absprache", "weekly times such as"),
        ("Rubrik", "Sonstiges", "the profile has no entry"),
        ("Sprachen", "Klingonisch", "not a value of the vocabulary language"),
    ],
)
def test_a_value_that_cannot_be_right_is_named_and_the_offer_kept(folder, column, value, reason):
    report = import_table(folder, **{column: value})
    assert len(report["added"]) == 1
    assert [line for line in report["unmapped"] if reason in line["reason"]]


def test_a_price_below_zero_is_not_stored(folder):
    import_table(folder, Kosten="-5")
    assert (Offer.objects.get().amount, Offer.objects.get().cost_note) == (None, "")


def test_a_run_that_ends_before_it_starts_is_left_out(folder):
    import_table(folder, Beginn="1.9.2099")
    assert not CourseRun.objects.exists()


def test_markup_in_a_cell_is_taken_out(folder):
    report = import_table(folder, Bezeichnung="<b>Deutsch</b><script>alert(1)</script> am \u202eAbend")
    assert Offer.objects.get().title == "Deutsch am Abend"
    assert report["cleaned"]["texts with HTML"] == 1


def test_a_ragged_row_is_rejected_with_its_line_and_does_not_end_its_offer(folder):
    rows = [MUEHLFELD_ROW | {"Nr.": str(number)} for number in range(20)]
    import_table(folder, table(*rows))
    lines = table(*rows).splitlines()
    lines[3] += ",zu viel"
    report = import_table(folder, "\n".join(lines))
    assert [(line["line"], line["key"]) for line in report["rejected"]] == [(4, "2")]
    assert report["vanished"] == []


def test_two_districts_of_one_name_are_told_apart_by_nobody_but_the_point(folder, municipality):
    make_district(municipality, "Süd", slug="sued-2", shape=square(1))
    report = import_table(folder)
    assert Location.objects.get().district is None
    assert [line["reason"] for line in report["unmapped"]] == ["several districts have this name"]
