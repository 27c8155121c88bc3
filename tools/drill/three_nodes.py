"""Three nodes, readers and changes all the time, and kill -9 of the node that holds the index."""

import os
import signal
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from search.engines import get_engine
from tools.drill.load import Readers
from tools.drill.processes import ROOT, Commands
from tools.drill.town import Changes, differences
from tools.search_server.nodes import Node, start

READERS = 4
PHASE_SECONDS = 15.0


@dataclass(frozen=True)
class NodeKilled:
    """What readers and index noticed."""

    pages: int
    failed: list[str]
    p50: float
    slowest: float
    changes: int
    lost: list[str]


def kill_a_node(commands: Commands, nodes: list[Node], port: int, seed: int) -> NodeKilled:
    """Kill the node with the primary copy under load, go on, bring it back, go on; then compare."""
    changes, readers = Changes(seed), Readers(f"http://127.0.0.1:{port}")
    commands.run("reindex")
    with _server(commands, port), commands.indexer(), readers.reading(READERS):
        _change_for(changes, PHASE_SECONDS)
        killed = _holder(nodes)
        killed.end(signal.SIGKILL)
        _change_for(changes, 2 * PHASE_SECONDS)
        start([killed])
        _change_for(changes, PHASE_SECONDS)
    commands.drain()
    seconds = readers.seconds
    lost = differences(get_engine(), changes)
    return NodeKilled(len(seconds), readers.failures, statistics.median(seconds), max(seconds), changes.number, lost)


def _change_for(changes: Changes, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        changes.make(1)
        time.sleep(0.2)


def _holder(nodes: list[Node]) -> Node:
    """The node that writes for our index."""
    alias = get_engine().names.alias  # type: ignore[attr-defined]
    url = f"{nodes[0].url}/_cat/shards/{alias}?h=prirep,node"
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
        rows = [line.split() for line in answer.read().decode().splitlines()]
    name = next(row[1] for row in rows if row[0] == "p")
    return next(node for node in nodes if name == f"node-{node.port}")


@contextmanager
def _server(commands: Commands, port: int) -> Iterator[None]:
    environment = commands.environment | {"PORT": str(port), "WEB_CONCURRENCY": "2"}
    gunicorn = str(ROOT / ".venv" / "bin" / "gunicorn")
    with commands.log.open("ab") as output:
        server = subprocess.Popen(  # noqa: S603 - our own server
            [gunicorn, "--config", "site/gunicorn.conf.py"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait_for(port)
        yield
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait_for(port: int) -> None:
    for _number in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/de/angebote/", timeout=30).close()  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise TimeoutError("The server did not start.")
