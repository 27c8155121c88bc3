"""A sample of `make drill`: indexer and rebuild killed with -9 while offers change; nothing is left out afterwards."""

import os

import pytest
from django.db import connection

from tests.factories import make_offer
from tools.drill.kills import kill_at_any_point
from tools.drill.processes import Commands

OFFERS = 12


def environment(settings, folder):
    """What a command needs to work on the database and the index of this test."""
    database = connection.settings_dict
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "STADTLOTSE_VAR": str(folder),
        "STADTLOTSE_ENCODER": "off",
        "STADTLOTSE_SEARCH_ENGINE": settings.STADTLOTSE_SEARCH_ENGINE,
        "ELASTICSEARCH_URL": ",".join(settings.STADTLOTSE_ELASTICSEARCH["nodes"]),
        "ELASTICSEARCH_INDEX": settings.STADTLOTSE_ELASTICSEARCH["prefix"],
        "DATABASE_URL": f"sqlite:///{database['NAME']}",
    }
    if connection.vendor == "postgresql":
        place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
        own["DATABASE_URL"] = f"postgres://{database['USER']}:{database['PASSWORD']}@{place}"
    return os.environ | own


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_out_after_kills_at_any_point(any_index, municipality, settings, tmp_path):
    for _number in range(OFFERS):
        make_offer(municipality)
    commands = Commands(environment(settings, tmp_path), tmp_path / "commands.log")
    kills = kill_at_any_point(commands, indexers=2, rebuilds=1, seed=1)
    assert kills.indexers == 2, (tmp_path / "commands.log").read_text()[-3000:]
    assert kills.lost == []


@pytest.mark.django_db(transaction=True)
def test_a_second_indexer_ends_at_once_and_says_why(any_index, municipality, settings, tmp_path):
    commands = Commands(environment(settings, tmp_path), tmp_path / "commands.log")
    make_offer(municipality)
    with commands.indexer():
        commands.wait_until_drained()
        assert commands.run("indexer") != 0
    assert "Another indexer is running already" in (tmp_path / "commands.log").read_text()
