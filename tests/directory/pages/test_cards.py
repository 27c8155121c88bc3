from datetime import date, timedelta

import pytest
from django.utils.translation import override

from directory.memory import memory
from directory.models import CourseRun, Location, Offer, Source, Term
from directory.pages.card import first_sentence
from directory.pages.cards import cards
from directory.writing.publishing import project
from tests.factories import make_district, make_live_offer, make_location, make_offer, make_text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def show(*offers, today=TODAY, language="en"):
    tenant = next(iter(memory().tenants.values()))
    return cards([str(offer.pk) for offer in offers], tenant, language, today)


def card_of(offer, **how):
    return show(offer, **how)[str(offer.pk)]


def test_any_number_of_cards_costs_two_queries(municipality, django_assert_num_queries):
    offers = [make_live_offer(municipality) for _number in range(5)]
    show(offers[0])
    with django_assert_num_queries(2):
        assert len(show(*offers)) == 5


def test_cards_keep_the_order_of_the_keys(municipality):
    offers = [make_live_offer(municipality) for _number in range(3)]
    assert list(show(*reversed(offers))) == [str(offer.pk) for offer in reversed(offers)]


def test_a_withdrawn_offer_has_no_card(municipality):
    offer = make_offer(municipality)
    offer.unpublish()
    assert show(offer) == {}


def test_an_offer_past_its_last_day_has_no_card(municipality):
    offer = make_live_offer(municipality, ends_on=TODAY)
    assert show(offer) and not show(offer, today=TODAY + timedelta(days=1))


def test_words_in_another_language_are_labelled(municipality):
    offer = make_live_offer(municipality, title="Kurs")
    assert card_of(offer).title.language == "de"
    assert card_of(offer).labels == ["only in German"]


def test_words_in_the_language_of_the_page_need_no_label(municipality):
    offer = make_live_offer(municipality, title="Kurs")
    make_text(offer, "en", title="Course")
    assert card_of(offer).labels == []


def test_the_leaf_shows_the_next_start(municipality):
    offer = make_live_offer(municipality)
    CourseRun.objects.create(offer=offer, starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 1))
    project([offer.pk])
    assert card_of(offer).leaf.when == date(2026, 12, 1)


def test_a_full_offer_says_so_instead_of_a_date(municipality):
    offer = make_live_offer(municipality, seats="voll", slots=[{"day": "mo", "start": "09:00", "end": "10:00"}])
    assert card_of(offer).leaf.kind == "full"


def test_a_fresh_waiting_time_is_told(municipality):
    offer = make_live_offer(municipality, seats="warteliste", waiting_weeks=6, waiting_as_of=TODAY - timedelta(days=42))
    assert "about 6 weeks" in card_of(offer).seats


def test_an_old_waiting_time_is_not_told(municipality):
    offer = make_live_offer(municipality, seats="warteliste", waiting_weeks=6, waiting_as_of=TODAY - timedelta(days=43))
    assert "6" not in card_of(offer).seats
    assert "We do not know exactly how long you wait." in card_of(offer).seats


def test_a_place_is_told_with_its_district(municipality):
    district = make_district(municipality, "Weststadt", kind="quartier")
    offer = make_live_offer(municipality, location=make_location(municipality, "Zentrum", district=district))
    assert card_of(offer).where == "Weststadt, Zentrum"


def test_a_protected_place_is_not_named(municipality):
    offer = make_live_offer(municipality, location=make_location(municipality, "Lindenhof", type="geschuetzt"))
    assert card_of(offer).where == "We do not tell the address on the internet. Call us."
    assert Location.objects.filter(name="Lindenhof").exists()


def test_a_confirmed_offer_tells_the_day(municipality):
    offer = make_live_offer(municipality, confirmed_on=date(2026, 11, 1))
    assert card_of(offer).freshness.text == "Checked on 1 November 2026."


def test_an_old_confirmation_is_a_warning(municipality):
    offer = make_live_offer(municipality, confirmed_on=date(2026, 1, 1))
    assert card_of(offer).freshness.late


def test_an_import_nobody_checked_names_its_source(municipality):
    source = Source.objects.create(municipality=municipality, name="fairgnuegen", title="FAIRgnügen")
    offer = make_live_offer(municipality, source=source, source_key="1")
    assert card_of(offer).freshness.text == "Not checked yet. Source: FAIRgnügen"


def test_badges_have_icon_and_word(municipality):
    offer = make_live_offer(municipality, costs=["frei"])
    assert ("free", "free of charge") in card_of(offer).badges


def test_tags_are_those_of_the_day(municipality):
    offer = make_live_offer(municipality, costs=["frei"])
    assert "kostenlos:1" in card_of(offer).tags


def test_a_kept_card_follows_a_changed_fact(municipality):
    offer = make_live_offer(municipality)
    show(offer)
    Offer.objects.filter(pk=offer.pk).update(costs=["frei"])
    project([offer.pk])
    assert "kostenlos:1" in card_of(offer).tags


def test_a_kept_card_follows_changed_words(municipality):
    offer = make_live_offer(municipality, title="Kurs")
    show(offer)
    make_text(offer, "en", title="Course")
    assert card_of(offer).title.text == "Course"


def test_a_kept_card_follows_a_renamed_value(municipality):
    offer = make_live_offer(municipality, kind="gruppe")
    show(offer)
    term = Term.objects.get(vocabulary="kind", slug="gruppe")
    term.label_en = "Circle"
    term.save()
    assert "Circle" in card_of(offer).html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kurz. Noch etwas.", "Kurz."),
        ("Neu hier? Wir helfen.", "Neu hier? Wir helfen."),
        ("Neu hier? " + "Wort " * 20, "Neu hier?"),
        ("", ""),
    ],
)
def test_a_hit_tells_in_one_line_what_it_is(text, line):
    assert first_sentence(text) == line


def test_a_very_long_sentence_is_cut_between_words():
    assert first_sentence("Wort " * 40).endswith("Wort\u00a0…")
