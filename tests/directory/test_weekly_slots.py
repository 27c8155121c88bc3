"""Weekly times as an office writes them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from directory.weekly_slots import next_date, parse_slots, write_slots

MONDAY = date(2026, 11, 23)


def test_several_days_share_one_time():
    slots = parse_slots("Mo Mi 9:00-11:30")
    assert slots == [
        {"day": "mo", "start": "09:00", "end": "11:30"},
        {"day": "mi", "start": "09:00", "end": "11:30"},
    ]


@pytest.mark.parametrize("text", ["Mo-Fr 9-12", "mo–fr 9.00–12.00", "Mo-Fr 09:00 - 12:00"])
def test_a_range_of_days_means_each_of_them(text):
    assert [slot["day"] for slot in parse_slots(text)] == ["mo", "di", "mi", "do", "fr"]


def test_rhythm_week_of_the_month_and_language_are_kept():
    slots = parse_slots("Fr 10-12 alle 2 Wochen; Sa 11-12 1. im Monat\nDo 15-17 [ar]")
    assert [(slot.get("every"), slot.get("nth"), slot.get("language")) for slot in slots] == [
        (2, None, None),
        (None, 1, None),
        (None, None, "ar"),
    ]


@pytest.mark.parametrize(
    "text", ["Montag früh", "Mo 25-26", "Mo 20-24:30", "Mo 9:75-10", "Mo 11-9", "Mo 9-9", "Xy 9-10", "9-10", "Mo 9"]
)
def test_what_is_not_understood_is_named(text):
    with pytest.raises(ValidationError) as error:
        parse_slots(f"Di 9-10\n{text}")
    assert text in error.value.messages[0]


def test_midnight_may_end_a_slot():
    assert parse_slots("Sa 20-0")[0]["end"] == "00:00"


def test_no_text_means_no_known_times():
    assert parse_slots(" \n ; ") == []


@pytest.mark.parametrize(
    "text", ["Mo Mi 09:00-11:30", "Fr 10:00-12:00 alle 2 Wochen", "Sa 11:00-12:00 1. im Monat", "Do 15:00-17:00 [ar]"]
)
def test_the_written_form_survives_reading_and_writing(text):
    assert write_slots(parse_slots(text)) == text


def test_the_next_date_may_be_today():
    assert next_date(parse_slots("Mo 9-10"), MONDAY) == MONDAY


def test_the_next_date_is_the_nearest_of_several_days():
    assert next_date(parse_slots("Mo Do 9-10"), date(2026, 11, 24)) == date(2026, 11, 26)


def test_the_first_saturday_of_the_month_is_found_across_months():
    assert next_date(parse_slots("Sa 11-12 1. im Monat"), MONDAY) == date(2026, 12, 5)


def test_a_fifth_weekday_may_be_two_months_away():
    assert next_date(parse_slots("Mo 9-10 5. im Monat"), date(2027, 3, 30)) == date(2027, 5, 31)


def test_there_is_no_next_date_after_the_end():
    assert next_date(parse_slots("So 9-10"), MONDAY, date(2026, 11, 28)) is None


def test_two_rhythms_on_one_weekday_both_count():
    slots = parse_slots("Sa 9-10 1. im Monat; Sa 14-15 3. im Monat")
    assert next_date(slots, date(2026, 12, 1)) == date(2026, 12, 5)


def test_without_slots_there_is_no_next_date():
    assert next_date([], MONDAY) is None
