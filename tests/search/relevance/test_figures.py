import pytest

from search.relevance.figures import falls, read_figures, record
from search.relevance.groups import table_of
from search.relevance.judged import JudgedSet, Need, Query
from search.relevance.measures import Answer

NEED = Need("n001", "", {"a": 3})


def table(languages, right):
    """A table of one query for each language, of which the first `right` are answered well."""
    queries = [Query(f"q{number}", NEED, language, "keyword", "x") for number, language in enumerate(languages)]
    answers = {query.key: Answer(("a",) if int(query.key[1:]) < right else ("x",), False) for query in queries}
    return table_of(JudgedSet("own", tuple(queries)), answers)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "figures.json"


def test_what_was_recorded_is_compared_with(path):
    record(path, "own", table(["de"] * 100, 90))
    assert falls("own", table(["de"] * 100, 87), read_figures(path)) == [
        "own: nDCG@10 of overall fell from 0.900 to 0.870.",
        "own: nDCG@10 of de fell from 0.900 to 0.870.",
    ]


def test_a_small_fall_is_allowed(path):
    record(path, "own", table(["de"] * 100, 90))
    assert not falls("own", table(["de"] * 100, 88), read_figures(path))


def test_a_language_with_few_queries_does_not_stop_a_change(path):
    languages = ["ti"] * 30 + ["de"] * 1970
    record(path, "own", table(languages, 2000))
    record(path, "other", table(["ti"], 1))
    worse = table([*languages[30:], *languages[:30]], 1980)
    assert not falls("own", worse, read_figures(path))


def test_recording_one_run_keeps_the_others(path):
    record(path, "own", table(["de"], 1))
    record(path, "other", table(["de"], 1))
    assert {key.partition(" | ")[0] for key in read_figures(path)} == {"own", "other"}


def test_nothing_falls_before_anything_was_recorded(path):
    assert not falls("own", table(["de"] * 50, 0), read_figures(path))
