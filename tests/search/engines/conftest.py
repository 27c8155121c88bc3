"""Indexes of each engine. Elasticsearch runs where `ELASTICSEARCH_TEST_URL` names a server (`make elasticsearch`)."""

import uuid
from types import SimpleNamespace

import pytest

from search import indexer
from search.engines import get_engine
from tests.search.engines.server import ELASTICSEARCH, needs_elasticsearch, use_elasticsearch


def with_index(settings):
    return SimpleNamespace(
        name=settings.STADTLOTSE_SEARCH_ENGINE,
        folder=settings.STADTLOTSE_INDEX,
        rebuild=indexer.rebuild,
        drain=indexer.drain_outbox,
        engine=get_engine(),
    )


@pytest.fixture
def elasticsearch_index(settings, tmp_path):
    """An index of one's own on the test server, thrown away afterwards."""
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    settings.STADTLOTSE_INDEX.mkdir()
    with use_elasticsearch(settings, f"test-{uuid.uuid4().hex[:12]}"):
        yield with_index(settings)


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=ELASTICSEARCH)])
def any_index(request, settings, tmp_path):
    """The same test for each engine."""
    if request.param == "elasticsearch":
        needs_elasticsearch()
        yield request.getfixturevalue("elasticsearch_index")
        return
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    yield with_index(settings)
