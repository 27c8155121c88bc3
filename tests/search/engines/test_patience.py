"""An engine whose answers come, but late: how long one page waits for them all together."""

import time

import pytest

from directory.showing import berlin_today
from search.engines import get_engine
from search.finding import find
from search.query import SearchQuery
from tests.factories import make_offer

LATE = 0.3


class LateEngine:
    """The engine of this installation behind a slow line."""

    def __init__(self, engine, patience):
        self.engine, self.patience, self.asked = engine, patience, 0

    def search(self, query):
        return self._late(self.engine.search, query)

    def count_tags(self, query):
        return self._late(self.engine.count_tags, query)

    def frequencies(self):
        return self._late(self.engine.frequencies)

    def _late(self, answer, *question):
        self.asked += 1
        time.sleep(LATE)
        return answer(*question)


@pytest.fixture
def late(index, municipality, monkeypatch):
    make_offer(municipality, title="Chor")
    index.rebuild()
    engine = LateEngine(get_engine(), patience=1.5 * LATE)
    monkeypatch.setattr("search.finding.get_engine", lambda: engine)
    return engine


def query(**parts):
    return SearchQuery(municipality="testburg", language="de", today=berlin_today(), **parts)


def test_the_database_answers_when_a_page_has_waited_long_enough(late):
    found = find(query(text="Chor", filters=(("thema", ("sport",)), ("zielgruppe", ("frauen",)))))
    assert found.from_database
    assert late.asked == 2


def test_further_questions_of_a_page_wait_no_more(late, client):
    assert client.get("/de/angebote/", {"q": "Chor"}).context["results"].total == 1
    assert late.asked == 2


def test_another_page_asks_again(late):
    find(query(text="Chor"))
    find(query(text="Chor"))
    assert late.asked == 4


def test_an_engine_within_the_program_is_waited_for(late):
    late.patience = get_engine().patience
    assert not find(query(text="Chor")).from_database
