"""The words of the demo town are in the states that its specification wants."""

import re
from datetime import timedelta

import pytest

from directory.models import (
    WORDS,
    Offer,
    State,
)
from exchange.demo.load import load_demo
from exchange.demo.reading import words as read_words
from tests.exchange.demo_town import TODAY, offer, state

pytestmark = pytest.mark.usefixtures("demo")


def test_another_day_leaves_the_states_of_the_words_alone():
    load_demo(TODAY + timedelta(days=1))
    assert (state("C04", "ar"), state("C05", "ar")) == (State.CHECKED, State.STALE)


def test_rules_that_depend_on_an_office_are_explained_in_plain_words():
    explained = {"aufenthalt", "berechtigung", "zuweisung"}
    rows = Offer.objects.all()
    assert [row.source_key for row in rows if explained & set(row.access_rules) and not row.access_note] == []


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("C06", "de-simple", State.MISSING),
        ("C12", "de-simple", State.MISSING),
        ("C21", "de-simple", State.MISSING),
        ("B11", "de-simple", State.DRAFT),
        ("B05", "de-simple", State.CHECKED),
        ("C05", "ar", State.STALE),
        ("C01", "ar", State.CHECKED),
        ("M01", "en", State.CHECKED),
    ],
)
def test_words_are_in_the_state_that_the_specification_wants(code, language, expected):
    assert state(code, language) == expected


def test_words_of_a_protected_offer_name_no_street():
    offer("B15").full_clean(validate_unique=False)


@pytest.mark.parametrize("language", sorted(read_words()))
def test_short_texts_are_short(language):
    long = {
        code: len(entry["summary"].split())
        for code, entry in read_words()[language].items()
        if len(entry["summary"].split()) > 60 or len(entry["title"]) > 60
    }
    assert long == {}


@pytest.mark.parametrize("language", sorted(read_words().keys() - {"de"}))
def test_translations_leave_no_gap_and_fill_no_field_without_source(language):
    words = read_words()
    fields = ("title", "summary", "description", "how_to_join", "access_note", "cost_note")
    uneven = {
        code: [name for name in fields if bool(entry.get(name)) != bool(words["de"][code].get(name))]
        for code, entry in words[language].items()
    }
    assert {code: names for code, names in uneven.items() if names} == {}


@pytest.mark.parametrize("language", ["de-simple", "en", "ar"])
def test_nearly_every_offer_has_words_in_every_language(language):
    missing = {"de-simple": {"C06", "C12", "C21", "S13", "M17", "X01", "X02", "X03"}, "ar": {"C21"}, "en": set()}
    assert read_words()["de"].keys() - read_words()[language].keys() == missing[language]


def test_plain_language_keeps_sentences_short():
    long = [
        (code, sentence)
        for code, entry in read_words()["de-simple"].items()
        for text in (entry[name] for name in WORDS if name in entry)
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text)
        if len(sentence.split()) > 15
    ]
    assert long == []
