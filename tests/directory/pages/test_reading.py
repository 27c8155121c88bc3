import pytest

from directory.models import Offer, OfferText, State
from directory.pages.reading import fallback_chain, texts_for
from directory.writing.publishing import project
from tests.factories import make_live_offer, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(municipality):
    return make_live_offer(municipality, title="Deutschkurs", summary="Kurz gesagt.")


def read(offer, language, field="title"):
    return texts_for([offer.pk], language)[str(offer.pk)][field]


def test_words_in_the_language_of_the_page_come_first(offer):
    make_text(offer, "ar", title="دورة")
    assert (read(offer, "ar").text, read(offer, "ar").elsewhere) == ("دورة", False)


def test_a_missing_language_falls_back_to_plain_german(offer):
    make_text(offer, "de-simple", title="Deutsch lernen")
    words = read(offer, "ar")
    assert (words.text, words.language, words.direction, words.elsewhere) == (
        "Deutsch lernen",
        "de-simple",
        "ltr",
        True,
    )


def test_without_plain_german_the_source_is_shown(offer):
    assert (read(offer, "ar").language, read(offer, "ar").notices) == ("de", ("elsewhere",))


def test_fields_fall_back_one_by_one(offer):
    make_text(offer, "ar", title="دورة")
    assert (read(offer, "ar").language, read(offer, "ar", "summary").language) == ("ar", "de")


def test_german_pages_do_not_show_plain_german(offer):
    make_text(offer, "de-simple", title="Deutsch lernen")
    assert read(offer, "de").text == "Deutschkurs"


def test_german_pages_ask_for_the_source_before_plain_german(municipality):
    offer = make_live_offer(municipality, title="دورة", source_language="ar")
    make_text(offer, "de-simple", title="Deutsch lernen")
    assert (read(offer, "de").language, read(offer, "de").direction) == ("ar", "rtl")


def test_dari_asks_for_persian_first(municipality):
    assert fallback_chain("prs", "de") == ("prs", "fa", "de-simple", "de")


def test_a_draft_is_not_shown(offer):
    make_text(offer, "ar", checked=False, title="مسودة")
    assert read(offer, "ar").language == "de"


def test_older_words_are_shown_with_a_notice(offer):
    make_text(offer, "ar", title="دورة")
    Offer.objects.filter(pk=offer.pk).update(title="Neuer Kurs")
    project([offer.pk])
    assert (read(offer, "ar").text, read(offer, "ar").notices) == ("دورة", ("older",))


def test_machine_words_are_shown_with_a_notice(offer):
    make_text(offer, "ar", how="machine", checked=False, title="دورة")
    assert read(offer, "ar").notices == ("machine",)


def test_a_field_nobody_wrote_is_empty_without_notice(offer):
    words = read(offer, "ar", "description")
    assert (words.text, words.state, words.notices) == ("", State.EMPTY, ())


def test_only_languages_with_a_title_to_show_are_offered(offer):
    make_text(offer, "ar", checked=False, title="مسودة")
    make_text(offer, "en", title="Course")
    text = texts_for([offer.pk], "de", also=("ar", "en"))[str(offer.pk)]
    assert set(text.languages) == {"de", "en"}


def test_any_number_of_offers_costs_one_query(municipality, django_assert_num_queries):
    offers = [make_live_offer(municipality) for _number in range(5)]
    read(offers[0], "ar")
    with django_assert_num_queries(1):
        texts_for([offer.pk for offer in offers], "ar")


def test_every_offer_has_its_source_words(municipality):
    offers = [make_live_offer(municipality) for _number in range(3)]
    assert len(texts_for([offer.pk for offer in offers], "en")) == OfferText.objects.count()
