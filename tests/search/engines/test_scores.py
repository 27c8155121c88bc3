"""Scores are sums of our points, the same in every engine; equal scores are ordered by standing."""

from datetime import date

import pytest

from directory.findable.documents import DocumentQuery, Signal
from tests.factories import make_offer
from tests.search.engines.test_contract import TODAY, uids


@pytest.fixture
def offers(any_index, municipality):
    days = [date(2026, 1, 10), date(2026, 2, 10), date(2025, 12, 10)]
    made = [make_offer(municipality, title="Chor", confirmed_on=day) for day in days]
    made.append(make_offer(municipality, title="Chor Amsel", confirmed_on=date(2024, 1, 1)))
    any_index.rebuild()
    return made


def search(index, needed, helpful=(), **parts):
    signals = [tuple(Signal(tuple(terms)) for terms in some) for some in (needed, helpful)]
    return index.engine.search(DocumentQuery(today=TODAY, needed=signals[0], helpful=signals[1], **parts))


def test_points_of_several_signals_add_up(any_index, offers):
    found = search(any_index, [[("title", "chor", 0.5)]], [[("title", "amsel", 0.25)]], limit=1)
    assert (found.uids, found.scores, found.total) == (uids(offers[3]), (0.75,), 4)


def test_of_one_signal_the_best_term_counts_once(any_index, offers):
    found = search(any_index, [[("title", "chor", 0.5), ("title", "amsel", 0.75)]], limit=2)
    assert found.scores == (0.75, 0.5)


def test_what_only_helps_is_not_needed(any_index, offers):
    found = search(any_index, [[("title", "amsel", 1.0)]], [[("title", "chor", 1.0)]])
    assert (found.uids, found.scores) == (uids(offers[3]), (2.0,))


def test_equal_scores_are_ordered_by_standing(any_index, offers):
    first, second, third, _other = offers
    found = search(any_index, [[("title", "chor", 1.0)]])
    assert found.uids == uids(second, first, third, offers[3])


def test_pages_of_equal_scores_do_not_overlap(any_index, offers):
    pages = [search(any_index, [[("title", "chor", 1.0)]], limit=1, offset=number).uids for number in range(5)]
    assert sum(pages, ()) == search(any_index, [[("title", "chor", 1.0)]]).uids


def test_a_question_with_very_many_words_is_answered(any_index, offers):
    many = [[("title", f"wort{number}x{term}", 1.0) for term in range(10)] for number in range(300)]
    assert search(any_index, [[("title", "chor", 1.0)], *many]).total == 4


def test_a_signal_may_name_documents(any_index, offers):
    named = [("uid", uids(offers[0])[0], 0.5), ("uid", uids(offers[3])[0], 0.25)]
    found = search(any_index, [[("title", "chor", 1.0)], named], limit=3)
    assert (found.uids, found.scores) == (uids(offers[0], offers[3], offers[1]), (1.5, 1.25, 1.0))
