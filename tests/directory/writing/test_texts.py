"""Words in other languages: where they came from decides what readers may see."""

import pytest

from directory.models import SHOWN, OfferText, OutboxEntry, State
from tests.factories import make_offer, make_text, publish_offer


@pytest.fixture
def offer(municipality):
    return make_offer(municipality, title="Nähcafé", summary="Wir nähen.", topics=["sport"])


def state(row, field="title"):
    return row.state(field, row.offer)


@pytest.mark.parametrize(
    ("how", "checked", "expected"),
    [
        ("human", True, State.CHECKED),
        ("human", False, State.DRAFT),
        ("machine", False, State.MACHINE),
        ("import", False, State.IMPORT),
    ],
)
def test_the_state_tells_where_words_came_from(offer, how, checked, expected):
    assert state(make_text(offer, "en", how=how, checked=checked, title="Sewing café")) == expected


def test_a_field_without_words_is_missing(offer):
    assert state(make_text(offer, "en", title="Sewing café"), "summary") == State.MISSING


def test_a_field_that_the_source_does_not_fill_is_empty(offer):
    assert state(make_text(offer, "en", title="Sewing café"), "description") == State.EMPTY


def test_the_row_of_the_source_language_is_the_source(offer):
    row = offer.texts.get()
    assert row.state("title", row) == State.SOURCE


def test_a_changed_source_text_makes_only_its_own_field_stale(offer):
    make_text(offer, "en", title="Sewing café", summary="We sew.")
    offer.title = "Nähtreff"
    publish_offer(offer)
    row = offer.texts.get(locale__language_code="en")
    assert (state(row), state(row, "summary")) == (State.STALE, State.CHECKED)


def test_a_source_text_that_changes_back_makes_the_words_fresh_again(offer):
    make_text(offer, "en", title="Sewing café")
    for title in ("Nähtreff", "Nähcafé"):
        offer.title = title
        publish_offer(offer)
    assert state(offer.texts.get(locale__language_code="en")) == State.CHECKED


def test_publishing_recounts_what_is_left_to_translate(offer):
    make_text(offer, "en", title="Sewing café", summary="We sew.")
    offer.title = "Nähtreff"
    publish_offer(offer)
    assert offer.texts.get(locale__language_code="en").todo == 1


def test_a_machine_does_not_write_over_people(offer):
    make_text(offer, "en", title="Sewing café")
    row = make_text(offer, "en", how="machine", title="Sew coffee")
    assert (row.title, state(row)) == ("Sewing café", State.CHECKED)


def test_a_machine_does_not_write_over_a_draft_of_people(offer):
    make_text(offer, "en", checked=False, title="Sewing café")
    assert make_text(offer, "en", how="machine", title="Sew coffee").title == "Sewing café"


def test_a_machine_may_replace_older_words(offer):
    make_text(offer, "en", title="Sewing café")
    offer.title = "Nähtreff"
    publish_offer(offer)
    row = make_text(offer, "en", how="machine", title="Sewing meeting")
    assert (row.title, state(row)) == ("Sewing meeting", State.MACHINE)


def test_people_write_over_a_machine(offer):
    make_text(offer, "en", how="machine", title="Sew coffee")
    assert make_text(offer, "en", title="Sewing café").title == "Sewing café"


def test_no_machine_writes_einfache_sprache(offer):
    with pytest.raises(OfferText.DoesNotExist):
        make_text(offer, "de-simple", how="machine", title="Wir nähen zusammen")


@pytest.mark.parametrize("facts", [{"topics": ["gesundheit"]}, {"topics": ["aufenthalt"]}, {"sensitive": True}])
def test_no_machine_writes_where_mistakes_do_harm(municipality, facts):
    with pytest.raises(OfferText.DoesNotExist):
        make_text(make_offer(municipality, **facts), "en", how="machine", title="Help")


def test_drafts_are_not_shown(offer):
    assert state(make_text(offer, "en", checked=False, title="Sewing café")) not in SHOWN


def test_a_second_person_checks_the_same_words(offer):
    make_text(offer, "en", checked=False, title="Sewing café")
    assert state(make_text(offer, "en", checked=True, title="Sewing café")) == State.CHECKED


def test_unchanged_words_keep_their_origin(offer):
    before = make_text(offer, "en", title="Sewing café").origin
    assert make_text(offer, "en", how="import", title="Sewing café").origin == before


def test_empty_words_take_nothing_away(offer):
    make_text(offer, "en", title="Sewing café")
    assert make_text(offer, "en", title=" ").title == "Sewing café"


def test_words_of_the_source_language_are_not_written_here(offer):
    assert make_text(offer, "de", title="Anders").title == "Nähcafé"


def test_new_words_queue_the_offer_once(offer):
    OutboxEntry.objects.all().delete()
    make_text(offer, "en", title="Sewing café", summary="We sew.")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(offer.pk)]


def test_unchanged_words_queue_nothing(offer):
    make_text(offer, "en", title="Sewing café")
    OutboxEntry.objects.all().delete()
    make_text(offer, "en", title="Sewing café")
    assert not OutboxEntry.objects.exists()
