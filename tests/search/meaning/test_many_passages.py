import numpy as np
import pytest

from search.meaning.many_passages import Passages


def distances(similarities, documents, languages):
    """Document → distance, for passages in the order of these lists."""
    rows = np.arange(len(similarities))
    passages = Passages.of(rows, np.array(documents, dtype="S9"), np.array(languages))
    numbers, found = passages.distances(rows, np.array(similarities, dtype=np.float32))
    return {passages.uids[number].decode(): value for number, value in zip(numbers, found, strict=True)}


def test_each_language_is_measured_by_its_own_mean():
    found = distances([0.9, 0.7, 0.5, 0.3], ["a", "b", "c", "d"], [0, 0, 1, 1])
    assert (found["a"], found["b"]) == pytest.approx((found["c"], found["d"]))


def test_a_document_counts_by_the_mean_of_its_languages():
    found = distances([0.9, 0.1, 0.8, 0.2], ["a", "b", "b", "a"], [0, 0, 1, 1])
    assert found["a"] == pytest.approx(found["b"])


def test_one_good_passage_counts_more_than_many_middling_ones():
    found = distances([0.9, 0.1, 0.1, 0.45, 0.45, 0.45], [*"aaabbb"], [0] * 6)
    assert found["a"] > found["b"]


def test_passages_after_the_third_best_count_nothing():
    found = distances([0.8, 0.8, 0.8, 0.1, 0.8, 0.8, 0.8], [*"aaaabbb"], [0] * 7)
    assert found["a"] == pytest.approx(found["b"])


def test_equal_similarities_are_no_distance():
    assert distances([0.5, 0.5], ["a", "b"], [0, 0]) == {"a": 0, "b": 0}


def test_documents_whose_passages_were_not_compared_are_left_out():
    passages = Passages.of(np.array([0, 1, 2]), np.array([b"a", b"b", b"c"]), np.array([0, 0, 0]))
    numbers, _found = passages.distances(np.array([0, 2]), np.array([0.3, 0.4], dtype=np.float32))
    assert passages.uids[numbers].tolist() == [b"a", b"c"]
