"""Settings of Elasticsearch, the search engine with servers of its own (`search/engines/elasticsearch_client.py`)."""

from typing import Any

import environ


def elasticsearch_settings(env: environ.Env) -> dict[str, Any]:
    """Nodes, key, certificates, prefix of our indexes, and how many seconds a reader waits at most for an answer."""
    return {
        "nodes": tuple(url.strip() for url in env.list("ELASTICSEARCH_URL", default=[]) if url.strip()),
        "api_key": env.str("ELASTICSEARCH_API_KEY", default=""),
        "ca_certs": env.str("ELASTICSEARCH_CA_CERTS", default=""),
        "prefix": env.str("ELASTICSEARCH_INDEX", default="stadtlotse"),
        "patience": env.float("ELASTICSEARCH_TIMEOUT", default=2.0),
    }
