"""The Elasticsearch that tests talk to: a real one, never a stand-in."""

import os
from contextlib import contextmanager

import pytest

from search.engines import get_engine

NEEDED = "only with ELASTICSEARCH_TEST_URL (make elasticsearch)"
ELASTICSEARCH = pytest.mark.elasticsearch


def needs_elasticsearch():
    """The test server's address; skips the test without one."""
    if not (url := os.environ.get("ELASTICSEARCH_TEST_URL", "")):
        pytest.skip(NEEDED)
    return url


@contextmanager
def use_elasticsearch(settings, prefix, url="", **changes):
    """Let everything use Elasticsearch with indexes under `prefix`, and remove them at the end."""
    nodes = tuple((url or needs_elasticsearch()).split(","))
    own = {"nodes": nodes, "prefix": prefix, **changes}
    settings.STADTLOTSE_SEARCH_ENGINE = "elasticsearch"
    settings.STADTLOTSE_ELASTICSEARCH = settings.STADTLOTSE_ELASTICSEARCH | own
    engine = get_engine()
    try:
        yield engine
    finally:
        clean = engine._client.options(request_timeout=30)
        if names := list(clean.indices.get_alias(index=f"{prefix}-*").body):
            clean.indices.delete(index=names)
        engine._client.close()
