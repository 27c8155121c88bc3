"""The demo town gives the results that its specification expects."""

from datetime import date, timedelta

import pytest

from directory.models import (
    District,
    Offer,
    PublicDocument,
)
from directory.showing import open_runs
from tests.exchange.demo_town import TODAY, document, offer, tag_of, tagged

pytestmark = pytest.mark.usefixtures("demo")


def test_only_the_parents_course_has_sure_childcare_in_weststadt():
    assert tagged("art:sprachkurs", "kinderbetreuung:1", tag_of("weststadt")) == {"C03"}


def test_childcare_close_to_weststadt_is_found_in_its_neighbors():
    neighbors = District.objects.get(slug="weststadt").neighbors.values_list("slug", flat=True)
    near = set().union(*(tagged("thema:deutsch", "kinderbetreuung:1", tag_of(slug)) for slug in neighbors))
    assert near == {"C09", "C18", "C06"}


def test_a_course_whose_only_run_has_ended_is_not_listed():
    assert "C14" not in tagged()
    assert document("C14").facts["runs"]


def test_a_planned_course_is_listed_without_a_run():
    assert "C16" in tagged("in:ellerfurt")
    assert document("C16").facts["runs"] == []


def test_the_waiting_time_of_the_full_course_is_old():
    run = open_runs(document("C15").facts, TODAY)[0]
    assert TODAY - date.fromisoformat(run["waiting_as_of"]) == timedelta(days=80)


def test_an_entry_not_confirmed_for_fourteen_months_is_still_found():
    assert "C19" in tagged()
    assert offer("C19").confirmed_on == TODAY - timedelta(days=425)


def test_the_bus_stops_in_four_districts_every_four_weeks():
    days = [date.fromisoformat(session["date"]) for session in document("B21").facts["sessions"]]
    assert days[:5] == [TODAY + timedelta(days=number) for number in (3, 10, 17, 24, 31)]
    for slug in ("muehlenfeld", "lerchenberg", "oberhassel", "sandrode"):
        assert "B21" in tagged(tag_of(slug))


@pytest.mark.parametrize("slug", ["unterhassel", "kleineller"])
def test_some_areas_have_no_offer_of_their_own(slug):
    assert tagged(tag_of(slug)) == set()


def test_five_organisations_share_one_consultation_hour():
    assert len(document("B05").facts["organizations"]) == 5


def test_help_that_is_being_set_up_names_an_alternative():
    assert (document("B17").facts["status"], document("B17").facts["next"]) == ("aufbau", [document("B16").slug])


def test_all_who_speak_tigrinya_are_found_and_nothing_else():
    assert tagged("sprache:ti") == {"B11", "M01", "M10", "S17"}
    assert tagged("dolmetschen:ti") == {"D02", "D04"}


def test_swimming_only_for_women_leaves_out_the_children():
    assert tagged("sparte:schwimmen", "nur:frauen") == {"S03", "S04"}
    assert tagged("sparte:schwimmen") == {"S03", "S04", "F10"}


def test_the_village_next_to_the_one_without_offers_has_four():
    assert tagged(tag_of("oberhassel")) == {"F05", "S19", "B21", "C19"}


@pytest.mark.parametrize(
    ("tag", "code"), [("frauen", "C04"), ("maenner", "F15"), ("maedchen", "F16"), ("jungen", "F17")]
)
def test_offers_for_one_gender_are_tagged(tag, code):
    assert code in tagged(f"nur:{tag}")


def test_the_programme_has_four_sites_and_one_is_paused():
    assert [place["status"] for place in document("F01").facts["places"]] == ["laufend"] * 3 + ["pausiert"]


def test_an_offer_that_ends_names_its_successor_or_none():
    assert document("F04").facts["successor"] == document("F01").slug
    assert document("S21").facts["successor"] == document("S07").slug
    assert document("B11").facts["successor"] is None


def test_offers_that_are_over_or_internal_are_not_listed():
    assert {"C14", "S21", "X03", "D03"} & tagged() == set()
    assert not PublicDocument.objects.filter(offer__source_key="D03").exists()


def test_training_is_marked_as_professional():
    assert {"X01", "X02", "B20"} == tagged("fachleute:1")


def test_three_of_four_practices_are_confirmed_within_the_limit():
    limit = TODAY - timedelta(days=180)
    practices = Offer.objects.filter(source_key__in=["G01", "G02", "G03", "G04"])
    assert practices.filter(confirmed_on__gte=limit).count() == 3


def test_county_offers_are_tagged_for_the_second_tenant():
    assert tagged("county:Landkreis Wendelbrück") == {"C11", "B21", "M19"}
