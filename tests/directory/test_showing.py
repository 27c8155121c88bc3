"""What readers may see follows from facts and the day in Berlin; no job has to run."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.findable.offers import refresh_lapsed
from directory.models import CourseRun, PublicDocument, Session
from directory.showing import berlin_today, changes_on, has_ended, is_listed, listed_until, open_runs
from directory.weekly_slots import parse_slots
from tests.factories import make_offer, publish_offer

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)


def facts_of(offer):
    offer.document.refresh_from_db()
    return offer.document.facts


def offer_with_run(municipality, last_day, **facts):
    offer = make_offer(municipality, **({"duration": "befristet"} | facts))
    offer.runs = [CourseRun(starts_on=last_day - timedelta(days=30), ends_on=last_day)]
    publish_offer(offer)
    return offer


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), date(2026, 11, 21)),  # winter: UTC+1
        (datetime(2026, 11, 21, 23, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),  # summer: UTC+2
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),  # the night in which clocks go back
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # that day has 25 hours
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 28)),  # that day has 23 hours
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
    ],
)
def test_the_day_changes_at_midnight_in_berlin(now, day):
    assert berlin_today(now) == day


def test_an_offer_is_listed_on_the_last_day_of_its_run(municipality):
    assert is_listed(True, facts_of(offer_with_run(municipality, TODAY)), TODAY)


def test_an_offer_leaves_the_lists_when_its_last_run_ended_yesterday(municipality):
    assert not is_listed(True, facts_of(offer_with_run(municipality, YESTERDAY)), TODAY)


def test_a_permanent_course_stays_listed_between_two_runs(municipality):
    assert is_listed(True, facts_of(offer_with_run(municipality, YESTERDAY, duration="regel")), TODAY)


def test_weekly_times_of_the_offer_outlive_its_runs(municipality):
    offer = offer_with_run(municipality, YESTERDAY, slots=parse_slots("Mo 9-10"))
    assert is_listed(True, facts_of(offer), TODAY)


def test_a_run_that_ended_is_not_among_the_open_ones(municipality):
    facts = facts_of(offer_with_run(municipality, YESTERDAY, duration="regel"))
    assert (open_runs(facts, YESTERDAY) != [], open_runs(facts, TODAY)) == (True, [])


def test_a_run_without_an_end_stays_open(municipality):
    offer = make_offer(municipality)
    offer.runs = [CourseRun(starts_on=YESTERDAY)]
    publish_offer(offer)
    assert open_runs(facts_of(offer), TODAY + timedelta(days=3000))


def test_a_planned_run_is_not_public(municipality):
    offer = make_offer(municipality)
    offer.runs = [CourseRun(starts_on=TODAY, draft=True)]
    publish_offer(offer)
    assert facts_of(offer)["runs"] == []


def test_a_single_session_ends_an_offer_that_happens_once(municipality):
    offer = make_offer(municipality, duration="einmalig")
    offer.sessions = [Session(date=TODAY)]
    publish_offer(offer)
    assert listed_until(facts_of(offer)) == TODAY


def test_the_last_day_of_the_offer_counts_before_later_runs(municipality):
    offer = offer_with_run(municipality, TODAY + timedelta(days=10), ends_on=TODAY)
    assert listed_until(facts_of(offer)) == TODAY


@pytest.mark.parametrize(("status", "listed"), [("laufend", True), ("pausiert", True), ("beendet", False)])
def test_the_status_decides_about_lists(municipality, status, listed):
    assert is_listed(True, facts_of(make_offer(municipality, status=status)), TODAY) is listed


def test_an_ended_offer_says_so_on_its_page(municipality):
    assert has_ended(facts_of(offer_with_run(municipality, YESTERDAY)), TODAY)


def test_the_index_hears_of_the_next_run_that_lapses(municipality):
    facts = facts_of(offer_with_run(municipality, TODAY))
    assert (changes_on(facts, TODAY), changes_on(facts, TODAY + timedelta(days=1))) == (TODAY, None)


def test_the_database_lists_by_the_same_rule(municipality):
    from directory.models import PublicDocument

    kept = offer_with_run(municipality, TODAY)
    offer_with_run(municipality, YESTERDAY)
    make_offer(municipality, status="beendet")
    assert list(PublicDocument.objects.public(TODAY).values_list("pk", flat=True)) == [kept.pk]


def test_the_next_start_moves_on_when_a_run_has_started(municipality):
    today = berlin_today()
    offer = offer_with_run(municipality, today, duration="regel")
    offer.runs = [
        CourseRun(starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=50)),
        CourseRun(starts_on=today + timedelta(days=30)),
    ]
    publish_offer(offer)
    refresh_lapsed(today + timedelta(days=2))
    assert PublicDocument.objects.get(pk=offer.pk).next_start == today + timedelta(days=30)
