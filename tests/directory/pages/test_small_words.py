"""One or several, with or without a full stop, and how words are spelled."""

from datetime import date

import pytest
from django.utils.translation import override

from directory.memory import memory
from directory.pages.access_facts import access_facts
from directory.pages.offer_questions import language_lines
from directory.pages.when import leaf_of

pytestmark = pytest.mark.django_db


def spoken(*languages):
    return {"languages": [{"role": "beratung", "language": code, "on_request": False} for code in languages]}


@pytest.mark.parametrize(
    ("languages", "line"),
    [
        (["ar"], "Wir beraten in dieser Sprache: Arabisch"),
        (["de", "ar"], "Wir beraten in diesen Sprachen: Deutsch und Arabisch"),
    ],
)
def test_one_language_is_not_several(municipality, languages, line):
    with override("de-simple"):
        assert language_lines(spoken(*languages), memory().tenants["testburg"]) == [line]


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "ar"])
def test_every_fact_about_the_way_in_ends_with_a_full_stop(language):
    known = {"zugang-stufenlos": True, "rampe": True, "braille": False, "tuer-breite-cm": 90}
    with override(language):
        lines = [fact.text for fact in access_facts(known)]
    assert len(lines) == 6
    assert all(line.endswith(".") for line in lines), lines


def test_monday_is_spelled_right_on_an_arabic_leaf():
    with override("ar"):
        assert leaf_of(date(2026, 11, 23)).weekday == "اثنين"
