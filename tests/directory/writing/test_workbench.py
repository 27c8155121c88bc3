"""wagtail-localize is the workbench of translators; what it brings back is settled by the row's own rules."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from directory.models import OutboxEntry, State
from directory.writing.workbench import open_workbench
from tests.factories import make_offer, make_text, publish_offer


@pytest.fixture
def offer(municipality):
    return make_offer(municipality, title="Nähcafé & mehr", summary="Wir nähen.\nJeden Tag.")


@pytest.fixture
def translator(db):
    return get_user_model().objects.create_user("uebersetzung")


@pytest.fixture
def english(db):
    return Locale.objects.get(language_code="en")


def translate(translation, user, **words):
    """Type words into the editor and save them."""
    for segment in translation.source.stringsegment_set.select_related("context"):
        if segment.context.path in words:
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context=segment.context,
                locale=translation.target_locale,
                defaults={
                    "data": words[segment.context.path],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": user,
                    "has_error": False,
                },
            )


def publish(translation):
    translation.save_target(publish=True)


def row_of(offer, language="en"):
    return offer.texts.get(locale__language_code=language)


def test_translated_strings_arrive_in_the_row(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café &amp; more", summary="We sew.<br>Every day.")
    publish(translation)
    row = row_of(offer)
    assert (row.title, row.summary) == ("Sewing café & more", "We sew.\nEvery day.")


def test_words_from_the_workbench_count_as_checked_by_the_translator(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    row = row_of(offer)
    assert (row.state("title", offer), row.origin["title"]["by"]) == (State.CHECKED, translator.pk)


def test_a_gap_stays_a_gap_and_gets_no_german_words(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    assert (row_of(offer).summary, row_of(offer).state("summary", offer)) == ("", State.MISSING)


def test_opening_alone_shows_nothing_to_readers(offer, english):
    open_workbench(offer, english)
    assert row_of(offer).title == ""


def test_a_changed_source_title_keeps_the_older_words_and_says_so(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    offer.title = "Nähtreff"
    publish_offer(offer)
    row = row_of(offer)
    assert (row.title, row.state("title", offer)) == ("Sewing café", State.STALE)


def test_publishing_from_the_workbench_after_a_source_change_keeps_the_older_words(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    offer.title = "Nähtreff"
    publish_offer(offer)
    publish(open_workbench(offer, english))
    row = row_of(offer)
    assert (row.title, row.state("title", offer)) == ("Sewing café", State.STALE)


def test_a_reversed_source_change_makes_the_words_fresh_again(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    for title in ("Nähtreff", "Nähcafé & mehr"):
        offer.title = title
        publish_offer(offer)
    assert row_of(offer).state("title", offer) == State.CHECKED


def test_the_new_source_title_is_translated_on_the_refreshed_workbench(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    publish(translation)
    offer.title = "Nähtreff"
    publish_offer(offer)
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing group")
    publish(translation)
    row = row_of(offer)
    assert (row.title, row.state("title", offer)) == ("Sewing group", State.CHECKED)


def test_words_of_an_import_are_on_the_bench_when_it_opens(offer, english):
    make_text(offer, "en", how="import", title="Sewing café")
    open_workbench(offer, english)
    string = StringTranslation.objects.get(context__path="title", locale=english)
    assert (string.data, string.has_error) == ("Sewing café", False)


def test_untouched_import_words_stay_import_words_after_publishing(offer, english):
    make_text(offer, "en", how="import", title="Sewing café")
    publish(open_workbench(offer, english))
    assert row_of(offer).state("title", offer) == State.IMPORT


def test_untouched_machine_words_stay_machine_words_after_publishing(offer, english):
    make_text(offer, "en", how="machine", title="Sew coffee")
    publish(open_workbench(offer, english))
    assert row_of(offer).state("title", offer) == State.MACHINE


def test_a_draft_of_people_stays_a_draft_until_somebody_saves_it_on_the_bench(offer, english):
    make_text(offer, "en", checked=False, title="Sewing café")
    publish(open_workbench(offer, english))
    assert row_of(offer).state("title", offer) == State.DRAFT


def test_publishing_from_the_workbench_tells_the_index(offer, english, translator):
    translation = open_workbench(offer, english)
    translate(translation, translator, title="Sewing café")
    OutboxEntry.objects.all().delete()
    publish(translation)
    assert str(offer.pk) in OutboxEntry.objects.values_list("key", flat=True)


def test_opening_twice_makes_no_second_row_or_translation(offer, english):
    assert open_workbench(offer, english).pk == open_workbench(offer, english).pk
    assert offer.texts.filter(locale=english).count() == 1


def test_a_new_phone_number_needs_no_translation(offer, english, translator):
    """Facts exist once: the row of another language holds words only."""
    translation = open_workbench(offer, english)
    paths = set(translation.source.stringsegment_set.values_list("context__path", flat=True))
    assert paths == {"title", "summary"}


def test_arabic_words_survive_the_way_through_the_workbench(offer, translator):
    arabic = Locale.objects.get(language_code="ar")
    translation = open_workbench(offer, arabic)
    translate(translation, translator, title="مقهى الخياطة")
    publish(translation)
    assert row_of(offer, "ar").title == "مقهى الخياطة"
