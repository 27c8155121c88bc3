from datetime import date

import pytest
from django.utils.translation import override

from directory.pages.when import date_words, join_words, next_day, run_dates, slot_lines, when_line
from directory.weekly_slots import parse_slots

SATURDAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def facts(**changes):
    empty = {"slots": [], "places": [], "runs": [], "sessions": [], "ends_on": None}
    return empty | changes


def run(starts_on=None, ends_on=None, slots=""):
    return {"starts_on": starts_on, "ends_on": ends_on, "slots": parse_slots(slots)}


def test_days_with_the_same_time_are_one_sentence():
    assert slot_lines(parse_slots("Mo Mi 9:00-11:30")) == ["Monday and Wednesday, 9:00 to 11:30"]


def test_three_days_in_a_row_become_a_range():
    assert slot_lines(parse_slots("Mo Di Mi 9-12")) == ["Monday to Wednesday, 9:00 to 12:00"]


def test_a_rhythm_is_told_in_weeks():
    assert slot_lines(parse_slots("Fr 10-12 alle 2 Wochen")) == ["Friday, 10:00 to 12:00, every 2 weeks"]


def test_one_week_of_the_month_is_told():
    assert slot_lines(parse_slots("Sa 11-12 1. im Monat")) == ["Every first Saturday in the month, 11:00 to 12:00"]


def test_the_language_on_duty_is_named(db):
    assert slot_lines(parse_slots("Do 15-17 [ar]")) == ["Thursday, 15:00 to 17:00 (Arabic)"]


def test_three_words_are_joined_with_comma_and_and():
    assert join_words(["a", "b", "c"]) == "a, b and c"


def test_a_date_has_the_month_in_words():
    assert date_words(date(2025, 3, 3)) == "3 March 2025"


def test_months_follow_the_language_of_the_page():
    with override("ar"):
        assert "نوفمبر" in date_words(SATURDAY)


def test_times_of_the_nearest_open_run_come_first():
    runs = [run("2026-01-01", "2026-02-01", "Di 9-10"), run("2026-12-01", "2027-02-01", "Mi 9-10")]
    assert when_line(facts(runs=runs, slots=parse_slots("Fr 9-10")), SATURDAY) == "Wednesday, 9:00 to 10:00"


def test_times_of_a_paused_place_are_not_told():
    place = {"status": "pausiert", "slots": parse_slots("Mo 9-10")}
    assert when_line(facts(places=[place]), SATURDAY) == ""


def test_a_run_without_weekly_times_tells_its_start():
    assert when_line(facts(runs=[run("2026-12-01")]), SATURDAY) == "Starts on Tuesday, 1 December 2026"


def test_a_run_that_began_tells_since_when():
    assert run_dates(run("2026-10-01"), SATURDAY) == "Since Thursday, 1 October 2026"


def test_the_next_day_of_a_weekly_offer_is_its_next_weekday():
    assert next_day(facts(slots=parse_slots("Mo 9-10")), SATURDAY) == date(2026, 11, 23)


def test_a_run_that_ended_yesterday_has_no_next_day():
    assert next_day(facts(runs=[run("2026-10-01", "2026-11-20", "Mo 9-10")]), SATURDAY) is None


def test_nobody_guesses_the_next_day_of_a_fortnightly_offer():
    assert next_day(facts(slots=parse_slots("Mo 9-10 alle 2 Wochen")), SATURDAY) is None
