import pytest

from search.relevance.judged import Need, Query
from search.relevance.measures import Answer, mean_row, measures_of

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_has_full_marks():
    measures = measures_of(Answer(("a", "b", "c"), False), GRADES)
    assert measures == {"nDCG@10": 1.0, "MRR@10": 1.0, "recall@10": 1.0, "succ@5": 1.0, "abstain": 0.0}


def test_gain_is_discounted_by_the_logarithm_of_the_place():
    # (3 / log2 2 + 7 / log2 3) / (7 / log2 2 + 3 / log2 3 + 1 / log2 4)
    assert measures_of(Answer(("b", "a"), False), GRADES)["nDCG@10"] == pytest.approx(0.7896, abs=0.0001)


def test_a_marginal_offer_is_not_relevant():
    measures = measures_of(Answer(("c", "x", "b"), False), GRADES)
    assert (measures["MRR@10"], measures["recall@10"]) == (1 / 3, 0.5)


def test_only_the_first_ten_count():
    measures = measures_of(Answer((*"0123456789", "a"), False), GRADES)
    assert (measures["nDCG@10"], measures["MRR@10"]) == (0.0, 0.0)


def test_success_looks_at_the_first_five():
    assert measures_of(Answer((*"01234", "a"), False), GRADES)["succ@5"] == 0.0


def test_an_offer_that_comes_twice_counts_once():
    assert measures_of(Answer(("a", "a", "b", "c"), False), GRADES)["nDCG@10"] == 1.0


def test_saying_that_nothing_fits_is_an_alarm_where_something_does():
    assert measures_of(Answer((), True), GRADES)["abstain"] == 1.0


def test_saying_that_nothing_fits_is_honest_where_nothing_does():
    assert measures_of(Answer(("x",), True), {}) == {"honest": 1.0}


def test_means_leave_out_queries_that_say_nothing_about_a_measure():
    some, none = Need("n001", "", {"a": 3}), Need("n002", "", {})
    queries = [Query("q1", some, "de", "keyword", "x"), Query("q2", none, "de", "keyword", "y")]
    row = mean_row(queries, {"q1": Answer(("a",), False), "q2": Answer(("a",), False)})
    assert (row.queries, row.unanswerable, row.means["nDCG@10"], row.means["honest"]) == (1, 1, 1.0, 0.0)


def test_a_group_without_queries_of_a_sort_has_no_mean():
    assert mean_row([], {}).means["nDCG@10"] is None
