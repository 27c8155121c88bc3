"""A write to live fields and an open draft: neither undoes the other (Wagtail alone would lose the write)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from directory.models import Confirmation, CourseRun, Offer, OfferLanguage, OutboxEntry
from directory.writing.live_writes import Conflict, confirm, live_write
from tests.factories import make_live_offer, make_offer, publish_offer, reload_offer


def write(offer, **values):
    """Change live fields as an import does."""
    with live_write([offer.pk]) as conflicts:
        Offer.objects.filter(pk=offer.pk).update(**values)
    return conflicts


def draft(offer, **values):
    """Leave an open draft as an editor does."""
    form_object = Offer.objects.get(pk=offer.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(form_object, name, value)
    return form_object.save_revision()


def publish_draft(offer):
    Offer.objects.get(pk=offer.pk).latest_revision.publish()
    reload_offer(offer)


def test_a_live_write_reaches_the_public_document(municipality):
    offer = make_offer(municipality, age_from=6)
    write(offer, age_from=8)
    assert Offer.objects.get(pk=offer.pk).document.facts["age_from"] == 8


def test_a_live_write_queues_the_offer(municipality):
    offer = make_offer(municipality)
    OutboxEntry.objects.all().delete()
    write(offer, age_from=8)
    assert OutboxEntry.objects.get().key == str(offer.pk)


def test_publishing_an_open_draft_keeps_a_live_write_made_since(municipality):
    offer = make_offer(municipality, title="Alt", age_from=6)
    draft(offer, title="Neu")
    conflicts = write(offer, age_from=8)
    publish_draft(offer)
    assert (offer.title, offer.age_from, conflicts) == ("Neu", 8, [])


def test_a_live_write_does_not_publish_the_draft(municipality):
    offer = make_offer(municipality, title="Alt")
    draft(offer, title="Neu")
    write(offer, age_from=8)
    assert (offer.texts.get().title, Offer.objects.get(pk=offer.pk).title) == ("Alt", "Alt")


def test_a_field_changed_on_both_sides_is_reported_and_the_draft_keeps_its_value(municipality):
    offer = make_offer(municipality, title="Alt")
    draft(offer, title="Von der Redaktion")
    conflicts = write(offer, title="Vom Import")
    publish_draft(offer)
    assert conflicts == [Conflict(offer.pk, "title", "Von der Redaktion", "Vom Import")]
    assert offer.title == "Von der Redaktion"


def test_the_same_change_on_both_sides_is_no_conflict(municipality):
    offer = make_offer(municipality, title="Alt")
    draft(offer, title="Neu")
    assert write(offer, title="Neu") == []


def test_a_write_without_an_open_draft_survives_the_next_edit(municipality):
    offer = make_offer(municipality, title="Alt", age_from=6)
    write(offer, age_from=8)
    draft(offer, title="Neu")
    publish_draft(offer)
    assert (offer.title, offer.age_from) == ("Neu", 8)


def test_lists_of_values_follow_into_the_draft(municipality):
    offer = make_offer(municipality, title="Alt", topics=["sport"])
    draft(offer, title="Neu")
    write(offer, topics=["sport", "familie"])
    publish_draft(offer)
    assert (offer.title, offer.topics) == ("Neu", ["sport", "familie"])


def test_a_run_written_live_survives_an_open_draft(municipality):
    offer = make_offer(municipality, title="Alt")
    draft(offer, title="Neu")
    with live_write([offer.pk]):
        CourseRun.objects.create(offer=offer, starts_on=date(2027, 1, 11))
    publish_draft(offer)
    assert (offer.title, [run.starts_on for run in offer.runs.all()]) == ("Neu", [date(2027, 1, 11)])


def test_a_change_to_a_run_of_an_earlier_publication_survives_an_open_draft(municipality):
    offer = make_offer(municipality, title="Alt")
    offer.runs = [CourseRun(starts_on=date(2027, 1, 11), seats_free=5)]
    publish_offer(offer)
    draft(offer, title="Neu")
    with live_write([offer.pk]) as conflicts:
        CourseRun.objects.filter(offer=offer).update(seats_free=2)
    publish_draft(offer)
    assert (offer.title, offer.runs.get().seats_free, conflicts) == ("Neu", 2, [])


def test_a_change_to_a_run_without_an_open_draft_survives_the_next_edit(municipality):
    offer = make_offer(municipality, title="Alt")
    offer.runs = [CourseRun(starts_on=date(2027, 1, 11), seats_free=5)]
    publish_offer(offer)
    with live_write([offer.pk]):
        CourseRun.objects.filter(offer=offer).update(seats_free=2)
    draft(offer, title="Neu")
    publish_draft(offer)
    assert (offer.title, offer.runs.get().seats_free) == ("Neu", 2)


def test_rows_that_the_draft_changed_are_a_conflict(municipality):
    offer = make_offer(municipality)
    draft(offer, languages=[OfferLanguage(role="beratung", language="ar")])
    with live_write([offer.pk]) as conflicts:
        OfferLanguage.objects.create(offer=offer, role="beratung", language="tr")
    assert [conflict.field for conflict in conflicts] == ["languages"]


def test_a_failure_inside_the_block_changes_nothing(municipality):
    offer = make_offer(municipality, age_from=6)
    with pytest.raises(RuntimeError), live_write([offer.pk]):
        Offer.objects.filter(pk=offer.pk).update(age_from=8)
        raise RuntimeError
    assert Offer.objects.get(pk=offer.pk).age_from == 6


def test_an_offer_without_revisions_takes_live_writes(municipality):
    offer = make_live_offer(municipality)
    write(offer, age_from=8)
    assert Offer.objects.get(pk=offer.pk).document.age_from == 8


def test_the_first_edit_of_an_imported_offer_keeps_its_facts(municipality):
    offer = make_live_offer(municipality, title="Alt", age_from=6)
    draft(offer, title="Neu")
    publish_draft(offer)
    assert (offer.title, offer.age_from) == ("Neu", 6)


def test_a_confirmation_makes_the_entry_fresh(municipality):
    offer = make_offer(municipality)
    confirm(offer, "Leitung", date(2026, 11, 20))
    assert (offer.confirmed_on, offer.document.facts["confirmed_by"]) == (date(2026, 11, 20), "Leitung")


def test_a_confirmation_survives_an_open_draft(municipality):
    offer = make_offer(municipality, title="Alt")
    draft(offer, title="Neu")
    confirm(offer, "Leitung", date(2026, 11, 20))
    publish_draft(offer)
    assert (offer.title, offer.confirmed_on) == ("Neu", date(2026, 11, 20))


def test_an_older_confirmation_is_kept_but_does_not_replace_a_newer_one(municipality):
    offer = make_offer(municipality)
    confirm(offer, "Leitung", date(2026, 11, 20))
    confirm(offer, "Büro", date(2026, 10, 1))
    assert (offer.confirmed_on, Confirmation.objects.count()) == (date(2026, 11, 20), 2)


def test_a_scheduled_revision_follows_although_a_newer_draft_is_open(municipality):
    offer = make_offer(municipality, title="Alt")
    scheduled = draft(offer, title="Bald", go_live_at=timezone.now() + timedelta(days=1))
    scheduled.publish()
    draft(offer, summary="Später", go_live_at=None)
    write(offer, age_from=8)
    scheduled.refresh_from_db()
    assert scheduled.content["age_from"] == 8
