"""kill -9 of indexer and rebuild at any point: after a restart nothing is missing and nothing is left behind."""

import time
from dataclasses import dataclass, field

from search.engines import get_engine
from tools.drill.processes import Commands
from tools.drill.town import Changes, differences

AT_ONCE = 10
ATTEMPTS = 3


@dataclass
class Kills:
    """What was broken and what came of it."""

    indexers: int = 0
    rebuilds: int = 0
    changes: int = 0
    drained_seconds: float = 0.0
    lost: list[str] = field(default_factory=list)


def kill_at_any_point(commands: Commands, indexers: int, rebuilds: int, seed: int) -> Kills:
    """Kill that many of each while offers change; then restart and compare the index with the database."""
    changes, kills = Changes(seed), Kills()
    commands.run("reindex")
    started = time.monotonic()
    commands.run("reindex")  # the second one is faster, as those that are killed will be
    whole = time.monotonic() - started
    for _number in range(indexers):
        changes.make(AT_ONCE)
        kills.indexers += _kill_indexer(commands, changes)
    for _attempt in range(ATTEMPTS * rebuilds):
        if kills.rebuilds < rebuilds:  # one that was done before the blow does not count
            changes.make(AT_ONCE)
            kills.rebuilds += commands.kill_after(changes.random.uniform(0.4, 1.0) * whole, "reindex")
    kills.changes = changes.number
    kills.drained_seconds = commands.drain()
    kills.lost = differences(get_engine(), changes)
    return kills


def _kill_indexer(commands: Commands, changes: Changes) -> bool:
    """Kill an indexer at any point of its work, while changes come in."""
    process = commands.start("indexer")
    commands.wait_until_drained()
    end = time.monotonic() + changes.random.uniform(0.0, 2.0)
    while time.monotonic() < end:
        changes.make(1)
        time.sleep(changes.random.uniform(0.0, 0.1))
    ran = process.poll() is None
    process.kill()
    process.wait()
    return ran
