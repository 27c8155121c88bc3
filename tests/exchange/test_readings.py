"""Dates, times and prices as people write them."""

import pytest

from directory.weekly_slots import write_slots
from exchange.values.dates import read_day
from exchange.values.hours import read_osm, read_week
from exchange.values.prices import read_price


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("1.3.2026", "2026-03-01"),
        ("01.03.26", "2026-03-01"),
        ("So, 1.3.2026", "2026-03-01"),
        ("1. März 2026", "2026-03-01"),
        ("ab 03/2026", "2026-03-01"),
        ("2026-02-28T23:30:00Z", "2026-03-01"),
        (46082, "2026-03-01"),
        (1772319600, "2026-03-01"),
        (1772319600000, "2026-03-01"),
    ],
)
def test_dates_in_many_forms_are_days(written, day):
    assert read_day(written) == day


def test_a_month_ends_on_its_last_day():
    assert read_day("02/2028", last=True) == "2028-02-29"


def test_an_unusual_form_is_named():
    assert read_day("03/01/2026", form="MM/DD/YYYY") == "2026-03-01"


@pytest.mark.parametrize("written", ["31.02.2026", "bald", "2026", 0, True, "1.3.0026", "9" * 40])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError, match="."):
        read_day(written)


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ("Mo-Fr 8-16 Uhr", "Mo Di Mi Do Fr 08:00-16:00"),
        ("Montag und Mittwoch 9 bis 11:30 Uhr", "Mo Mi 09:00-11:30"),
        ("Mo., Mi. 9.00 - 12.00 Uhr, Do 15–17 Uhr", "Mo Mi 09:00-12:00\nDo 15:00-17:00"),
    ],
)
def test_weekly_times_in_german_words_are_slots(written, slots):
    assert write_slots(read_week(written)) == slots


@pytest.mark.parametrize(
    ("written", "slots", "skipped"),
    [
        ("Mo-Tu,Th 08:30-19:00; We 08:30-18:00", "Mo Di Do 08:30-19:00\nMi 08:30-18:00", []),
        ("Mo-Fr 09:00-12:30, Mo 14:00-16:00", "Mo Di Mi Do Fr 09:00-12:30\nMo 14:00-16:00", []),
        ("Mo-Fr 08:00-18:30; We,Sa 08:00-13:00", "Mo Di Do Fr 08:00-18:30\nMi Sa 08:00-13:00", []),
        ("Sa 08:00-13:00; PH off", "Sa 08:00-13:00", ["PH off"]),
        ("Mo,Tu 09:00-12:00, 15:00-17:00; Sa,Su off", "Mo Di 09:00-12:00\nMo Di 15:00-17:00", []),
        ('"Termine nach Vereinbarung"', "", ['"Termine nach Vereinbarung"']),
        ("Mo-Fr 06:00-01:00", "", ["Mo-Fr 06:00-01:00"]),
        ("mar-sep: Su 15:00+", "", ["mar-sep: Su 15:00+"]),
        ("24/7", "Mo Di Mi Do Fr Sa So 00:00-24:00", []),
    ],
)
def test_opening_hours_of_openstreetmap_are_slots_and_the_rest_is_told(written, slots, skipped):
    found, rest = read_osm(written)
    assert (write_slots(found), rest) == (slots, skipped)


@pytest.mark.parametrize(
    ("written", "costs", "amount"),
    [
        ("5 €", ["betrag"], "5.00"),
        ("1.200,50 Euro", ["betrag"], "1200.50"),
        ("kostenlos", ["frei"], None),
        ("0 €", ["frei"], None),
        ("ab 5 €", ["betrag"], None),
        ("10-15 €", None, None),
        ("2 Termine", None, None),
        ("frei für Kinder", None, None),
    ],
)
def test_a_price_is_read_only_without_doubt(written, costs, amount):
    found = read_price(written)
    assert (found.get("costs"), found.get("amount")) == (costs, amount)


@pytest.mark.parametrize("written", ["-5", "−5 €", "-5,00 Euro"])
def test_a_price_below_zero_is_refused(written):
    with pytest.raises(ValueError, match="below zero"):
        read_price(written)
