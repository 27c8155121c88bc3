"""`make bench`: measures in temporary installations and writes docs/benchmarks.md. `SIZES=10000` is the quick run."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.bench.growth import growth
from tools.bench.postgresql import newest, postgresql
from tools.bench.report import Part, Row, from_json, machine, write
from tools.bench.room import ROOT, environment, free_port, running
from tools.search_server.nodes import cluster_of, start, stop

REPORT = ROOT / "docs" / "benchmarks.md"
COMPARED_SIZE, POSTGRESQL_SIZE = 10_000, 100_000
MOST_ENCODED = 100_000
HEAP = "1g"
FAILED = "failed, see what it printed"
WORDS_ONLY = {"STADTLOTSE_ENCODER": "off"}


@dataclass(frozen=True)
class Plan:
    """What one run measures."""

    sizes: tuple[int, ...]
    engines: tuple[str, ...]
    postgres: bool
    encoder: bool

    @classmethod
    def asked(cls) -> "Plan":
        names = {"SIZES": "10000,100000", "ENGINES": "tantivy", "POSTGRES": "0", "ENCODER": "1"}
        given = {name: (os.environ.get(name) or usual).replace(",", " ").split() for name, usual in names.items()}
        flags = {name: given[name] != ["0"] for name in ("POSTGRES", "ENCODER")}
        return cls(tuple(map(int, given["SIZES"])), tuple(given["ENGINES"]), flags["POSTGRES"], flags["ENCODER"])

    @property
    def command(self) -> str:
        options = {"SIZES": ",".join(map(str, self.sizes)), "ENGINES": ",".join(self.engines)}
        options |= {"POSTGRES": str(int(self.postgres)), "ENCODER": str(int(self.encoder))}
        return " ".join(["make bench", *(f"{name}={value}" for name, value in options.items())])


def main(plan: Plan) -> int:
    """Each size in a folder of its own, which disappears however the run ends; the report is written after each. What
    fails is told in it and by the return code."""
    facts, parts = machine(), list[Part]()
    grown: dict[str, list[tuple[int, Part]]] = {}
    for place, size in enumerate(plan.sizes):
        for engine, part in _one_size(plan, size, first=not place):
            parts.append(part)
            grown.setdefault(engine, []).append((size, part))
        write(REPORT, parts, facts, plan.command)
    parts += [Part(f"all sizes, {engine}", rows) for engine, found in grown.items() if (rows := growth(found))]
    if plan.postgres:
        parts += _on_postgresql()
    write(REPORT, parts, facts, plan.command)
    sys.stderr.write(f"Written: {REPORT.relative_to(ROOT)}\n")
    return int(any(row.value == FAILED for part in parts for row in part.rows))


def _one_size(plan: Plan, size: int, first: bool) -> Iterator[tuple[str, Part]]:
    """Parts with the engine that they measure, empty for others."""
    with _folder() as folder:
        yield from (("", part) for part in _run("prepare", folder, size, "first" if first else ""))
        for engine in plan.engines:
            found = _one_engine(folder, size, engine, first and engine == plan.engines[0])
            yield from ((engine, part) for part in found)
        if plan.encoder and size <= MOST_ENCODED:
            yield from (("", part) for part in _run("encoding", folder, size, STADTLOTSE_ENCODER="auto"))
        if first:
            yield from (("", part) for part in _run("importing", folder, size, **WORDS_ONLY))


def _one_engine(folder: Path, size: int, engine: str, first: bool) -> list[Part]:
    compared = size == COMPARED_SIZE and engine == "tantivy"
    words = [word for word, chosen in (("first", first), ("compared", compared)) if chosen]
    if engine == "tantivy":
        return _run("one_size", folder, size, *words, **WORDS_ONLY)
    with _elasticsearch() as url:
        more = {"STADTLOTSE_SEARCH_ENGINE": engine, "ELASTICSEARCH_URL": url}
        found = _run("one_size", folder, size, *words, **WORDS_ONLY, **more)
    return [Part(f"{part.title}, Elasticsearch", part.rows) for part in found]


def _on_postgresql() -> list[Part]:
    if newest() is None:
        return [Part("PostgreSQL", [Row("beside plain Wagtail", "not measured: PostgreSQL is missing")])]
    with postgresql() as server, _folder() as folder:
        return _run("on_postgresql", folder, POSTGRESQL_SIZE, **WORDS_ONLY, BENCH_DATABASE=server)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="stadtlotse-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _elasticsearch() -> Iterator[str]:
    """A node of its own for one size."""
    nodes = cluster_of(1, free_port(), HEAP)
    try:
        start(nodes)
        yield nodes[0].url
    finally:
        stop(nodes)


def _run(module: str, folder: Path, size: int, *words: str, **more: str) -> list[Part]:
    """A process of its own; `more` goes into its environment and into that of what it starts. One row when it fails."""
    sys.stderr.write(f"{size:,} offers: {module} {' '.join(words)} ...\n")
    command = [sys.executable, "-m", f"tools.bench.{module}", str(folder), str(size), *words]
    with running(command, environment(folder, **more), subprocess.PIPE) as process:
        printed, _errors = process.communicate()
    if process.returncode:
        return [Part(f"{size:,} offers", [Row(f"measurement {module}", FAILED)])]
    return from_json(json.loads(printed))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    sys.exit(main(Plan.asked()))
