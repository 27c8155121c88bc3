"""What must be set before Elasticsearch can be used, told at start-up and not to the first reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

# What Elasticsearch allows in names, and room for our endings.
PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
HERE = ("localhost", "127.0.0.1", "::1")


@register()
def elasticsearch_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.STADTLOTSE_SEARCH_ENGINE != "elasticsearch":
        return []
    return list(_problems(settings.STADTLOTSE_ELASTICSEARCH))


def _problems(connection: dict[str, Any]) -> Iterator[CheckMessage]:
    hint = "Set it to the addresses of the nodes, separated by commas: https://es1:9200,https://es2:9200."
    if not connection["nodes"]:
        yield Error("STADTLOTSE_SEARCH_ENGINE is elasticsearch, but ELASTICSEARCH_URL is empty.", hint=hint, id=_id(10))
    for node in connection["nodes"]:
        yield from _node_problems(node, connection, hint)
    if (path := connection["ca_certs"]) and not Path(path).is_file():
        yield Error(f"ELASTICSEARCH_CA_CERTS: there is no file {path}.", id=_id(12))
    if not PREFIX.fullmatch(connection["prefix"]):
        hint = "Small letters, digits, dot, hyphen and underscore are allowed; the first is a letter or digit."
        yield Error("ELASTICSEARCH_INDEX is no name for an index.", hint=hint, id=_id(13))
    if not 0.2 <= connection["patience"] <= 10:
        hint = "It is the number of seconds that a reader waits at most: 0.2 to 10, best 2."
        yield Error("ELASTICSEARCH_TIMEOUT is out of range.", hint=hint, id=_id(14))


def _node_problems(node: str, connection: dict[str, Any], hint: str) -> Iterator[CheckMessage]:
    parts = urlsplit(node)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _has_port(node):
        yield Error(f"ELASTICSEARCH_URL: {_without_password(node)} is no address with a port.", hint=hint, id=_id(11))
    elif parts.scheme == "http" and parts.hostname not in HERE and connection["api_key"]:
        hint = "Use https://, and ELASTICSEARCH_CA_CERTS for a certificate authority of your own."
        yield Warning(f"The API key goes to {parts.hostname} unencrypted.", hint=hint, id="stadtlotse.W010")


def _has_port(node: str) -> bool:
    try:
        return urlsplit(node).port is not None
    except ValueError:
        return False


def _without_password(node: str) -> str:
    return re.sub(r"//[^/@]*@", "//", node)


def _id(number: int) -> str:
    return f"stadtlotse.E{number:03}"
