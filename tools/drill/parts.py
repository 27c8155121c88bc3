"""The parts of the drill, each with its line of figures."""

import os
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup
from django.core.management import call_command  # noqa: E402

from tools.drill.kills import kill_at_any_point  # noqa: E402
from tools.drill.processes import Commands  # noqa: E402
from tools.drill.three_nodes import kill_a_node  # noqa: E402
from tools.search_server.nodes import cluster_of, start, stop  # noqa: E402

HEAP = "512m"
SEED = 7


class Drill:
    """One demo town in `folder`; each part sets the engine that it breaks."""

    def __init__(self, folder: Path, port: int, kills: int) -> None:
        self.folder, self.port, self.kills = folder, port, kills
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo")

    def tantivy(self) -> bool:
        return self._kills("tantivy", [])

    def elasticsearch(self) -> bool:
        nodes = cluster_of(1, self.port, HEAP)
        start(nodes)
        try:
            return self._kills("elasticsearch", [node.url for node in nodes])
        finally:
            stop(nodes)

    def three_nodes(self) -> bool:
        nodes = cluster_of(3, self.port, HEAP)
        start(nodes)
        try:
            commands = self._commands("elasticsearch", [node.url for node in nodes])
            found = kill_a_node(commands, nodes, self.port + 50, SEED)
        finally:
            stop(nodes)
        _say(
            f"three nodes, one killed: {found.pages} pages, {len(found.failed)} failed, p50 {found.p50:.2f} s, "
            f"slowest {found.slowest:.2f} s; {found.changes} changes, {len(found.lost)} lost",
            [*found.failed, *found.lost],
        )
        return not found.failed and not found.lost

    def _kills(self, engine: str, nodes: list[str]) -> bool:
        found = kill_at_any_point(self._commands(engine, nodes), self.kills, self.kills // 2, SEED)
        _say(
            f"{engine}: killed {found.indexers} indexers and {found.rebuilds} rebuilds; {found.changes} changes, "
            f"{len(found.lost)} lost; drained in {found.drained_seconds:.1f} s",
            found.lost,
        )
        return not found.lost

    def _commands(self, engine: str, nodes: list[str]) -> Commands:
        settings.STADTLOTSE_SEARCH_ENGINE = engine
        settings.STADTLOTSE_ELASTICSEARCH |= {"nodes": tuple(nodes), "prefix": "drill"}
        environment = os.environ | {"STADTLOTSE_SEARCH_ENGINE": engine, "ELASTICSEARCH_INDEX": "drill"}
        environment |= {"ELASTICSEARCH_URL": ",".join(nodes)}
        return Commands(environment, self.folder / f"{engine}.log")


def _say(line: str, details: list[str]) -> None:
    sys.stdout.write("\n".join([line, *(f"    {detail}" for detail in details[:20])]) + "\n")
    sys.stdout.flush()
