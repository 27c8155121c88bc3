"""The gate in CI that lets no test be skipped silently."""

from tools.check_skipped import complaints

RAN = ""
ASKED = {"tests.search.engines.test_contract::d": RAN}
GOOD = {"tests.browser.test_pages::a": RAN, "tests.directory.test_x::b": RAN}


def without_browser(tests):
    return {name: why for name, why in tests.items() if not name.startswith("tests.browser")}


def test_a_complete_run_has_no_complaints():
    assert complaints(GOOD, without_browser(GOOD), ASKED) == []


def test_a_skipped_browser_test_is_named():
    assert "Chromium is missing" in "\n".join(
        complaints(GOOD | {"tests.browser.test_pages::a": "Chromium is missing"}, GOOD, ASKED)
    )


def test_a_run_without_browser_tests_is_refused():
    assert complaints(without_browser(GOOD), without_browser(GOOD), ASKED) == ["no browser test ran"]


def test_a_run_without_postgresql_is_refused():
    assert complaints(GOOD, {}, ASKED) == ["PostgreSQL ran 0 tests, SQLite 2"]


def test_a_test_for_one_database_may_be_skipped_on_the_other():
    name = "tests.directory.test_x::b"
    assert complaints(GOOD, {name: "Skipped: only on SQLite"}, ASKED) == []


def test_a_test_that_ran_nowhere_is_named():
    name = "tests.directory.test_x::b"
    assert complaints(GOOD | {name: "only on PostgreSQL"}, {name: "only on SQLite"}, ASKED) == [f"never ran: {name}"]


def test_a_test_of_large_real_data_may_be_skipped():
    skipped = {"tests.exchange.test_real::c": "Skipped: berlin.json is not beside the repository"}
    assert complaints(GOOD | skipped, GOOD | skipped, ASKED) == []


def test_a_test_that_asks_elasticsearch_may_be_skipped_where_there_is_none():
    skipped = dict.fromkeys(ASKED, "Skipped: only with ELASTICSEARCH_TEST_URL (make elasticsearch)")
    assert complaints(GOOD | skipped, GOOD | skipped, ASKED) == []


def test_a_run_without_elasticsearch_is_refused():
    assert complaints(GOOD, GOOD, {}) == ["no test asked Elasticsearch"]


def test_a_test_that_elasticsearchs_run_skips_is_named():
    assert "the server is gone" in complaints(GOOD, GOOD, dict.fromkeys(ASKED, "the server is gone"))[0]
