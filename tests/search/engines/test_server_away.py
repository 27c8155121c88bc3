"""Elasticsearch away, silent, back again: what readers, staff and the indexer notice."""

import threading
import time
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import OutboxEntry
from directory.showing import berlin_today
from search import indexer
from search.engines import EngineUnavailableError, get_engine
from search.finding import find
from search.query import SearchQuery
from tests.factories import make_offer
from tests.search.engines.line import Line
from tests.search.engines.server import needs_elasticsearch, use_elasticsearch

pytestmark = pytest.mark.elasticsearch
PATIENCE = 2.0
SLOW_MACHINE = 1.0  # what everything beside the waiting may take


@pytest.fixture
def line():
    line = Line(needs_elasticsearch())
    yield line
    line.cut()


@pytest.fixture
def behind_line(line, settings, tmp_path, municipality):
    """An index whose server is reached by the line."""
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    settings.STADTLOTSE_INDEX.mkdir()
    with use_elasticsearch(settings, f"test-{uuid.uuid4().hex[:12]}", line.url):
        get_engine().circuit.pause_seconds = 0.5
        indexer.rebuild()
        yield get_engine()
        line.mend()


def ask(**parts):
    return find(SearchQuery(municipality="testburg", language="de", today=berlin_today(), **parts))


def titles(**parts):
    return [card.title.text for card in ask(**parts).cards]


def test_a_server_that_is_away_is_answered_from_the_database(behind_line, line, municipality):
    make_offer(municipality, title="Chor")
    line.cut()
    found = ask(text="Chor")
    assert (found.from_database, [card.title.text for card in found.cards]) == (True, ["Chor"])


def test_a_silent_server_costs_a_reader_two_seconds_at_most(behind_line, line, municipality):
    line.go_dead()
    started = time.monotonic()
    assert ask(text="Chor").from_database
    assert time.monotonic() - started < PATIENCE + SLOW_MACHINE


def test_after_a_failure_nobody_waits_for_the_server(behind_line, line, municipality):
    behind_line.circuit.pause_seconds = 30
    line.go_dead()
    ask()
    asked = line.connections
    started = time.monotonic()
    assert ask(text="Chor").from_database
    assert time.monotonic() - started < SLOW_MACHINE
    assert line.connections == asked


def test_the_engine_is_used_again_by_itself(behind_line, line, municipality):
    line.cut()
    assert ask().from_database
    line.mend()
    time.sleep(behind_line.circuit.pause_seconds + 0.1)
    assert not ask().from_database


def test_another_node_answers_when_one_is_away(behind_line, line, settings, municipality):
    prefix, other = settings.STADTLOTSE_ELASTICSEARCH["prefix"], Line(needs_elasticsearch())
    make_offer(municipality, title="Chor")
    indexer.drain_outbox()
    settings.STADTLOTSE_ELASTICSEARCH |= {"nodes": (line.url, other.url), "prefix": prefix}
    line.cut()
    answers = [ask(text="Chor") for _number in range(4)]
    assert [found.from_database for found in answers] == [False] * 4
    other.cut()


def test_changes_wait_until_the_server_is_back(behind_line, line, municipality):
    line.cut()
    make_offer(municipality, title="Chor")
    with pytest.raises(EngineUnavailableError):
        indexer.drain_outbox()
    assert OutboxEntry.objects.exists()
    line.mend()
    indexer.drain_outbox()
    assert titles(text="Chor") == ["Chor"]
    assert not ask(text="Chor").from_database


def test_a_server_that_is_away_is_no_reason_to_build_the_index_anew(behind_line, line):
    line.cut()
    with pytest.raises(EngineUnavailableError):
        get_engine().exists()


def test_probes_are_told(behind_line, line, client):
    assert client.get(reverse("health")).json()["engine"] is True
    line.cut()
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()["engine"]) == (503, False)


def test_staff_are_told_on_the_first_page_of_the_admin(behind_line, line, admin_user):
    staff = Client(SERVER_NAME="testburg.localhost")
    staff.force_login(admin_user)
    assert b"engine-notice" not in staff.get(reverse("wagtailadmin_home")).content
    line.cut()
    assert b"engine-notice" in staff.get(reverse("wagtailadmin_home")).content


@pytest.mark.parametrize("sorting", ["treffer", "start"])
@pytest.mark.parametrize(
    "filters", [(), (("thema", ("sport",)),), (("zielgruppe", ("frauen",)), ("kostenlos", ("1",)))]
)
def test_lists_without_the_engine_are_the_same(behind_line, line, municipality, filters, sorting):
    for number in range(30):
        make_offer(
            municipality,
            topics=["sport"] if number % 2 else ["kultur"],
            target_groups=["frauen"] if number % 3 else [],
            costs=["frei"] if number % 5 else [],
        )
    indexer.drain_outbox()
    by_engine = [card.number for card in ask(filters=filters, sorting=sorting).cards]
    line.cut()
    found = ask(filters=filters, sorting=sorting)
    assert found.from_database
    assert [card.number for card in found.cards] == by_engine


def refusals(client):
    nodes = client.nodes.stats(metric="breaker")["nodes"].values()
    return sum(node["breakers"]["inflight_requests"]["tripped"] for node in nodes)


def test_a_server_that_is_too_busy_gets_time(behind_line, municipality):
    """The server refuses larger requests with 429 until its limit is put back."""
    client = behind_line._client.options(request_timeout=10)
    for number in range(40):
        make_offer(municipality, title=f"Chor {number}", description=" ".join(f"wort{number}x{n}" for n in range(50)))
    limit = "network.breaker.inflight_requests.limit"
    before = refusals(client)
    client.cluster.put_settings(transient={limit: "20kb"})
    mend = threading.Timer(1.5, lambda: client.cluster.put_settings(transient={limit: None}))
    mend.start()
    try:
        indexer.drain_outbox()
    finally:
        mend.join()
    assert refusals(client) > before
    assert ask(text="Chor").total == 40
