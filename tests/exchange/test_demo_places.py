"""The page of a village without offers of its own, as the demo's specification expects it."""

import pytest

from search import indexer
from tests.exchange.demo_town import TODAY, document, offer

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def village(client, settings, tmp_path):
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    indexer.rebuild()
    response = client.get("/de/stadtteile/unterhassel/", headers={"Host": "127.0.0.1"})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("code", ["F05", "S19", "B21", "C19"])
def test_the_village_leads_to_what_is_close(village, code):
    assert f'href="/de/angebote/{document(code).slug}/"' in village


def test_the_village_tells_stop_and_office(village):
    assert "Oberhassel" in village
    assert "Der Bus fährt alle 2 Stunden." in village
    assert "030 23125 100" in village


def test_the_bus_is_told_with_its_next_day_in_the_next_village(village):
    next_day = min(
        session.date for session in offer("B21").sessions.all() if session.location.district.slug == "oberhassel"
    )
    assert (next_day - TODAY).days == 17
    assert f"<strong>{next_day.day}</strong>" in village
    assert "Halt Mühlenfeld" not in village
