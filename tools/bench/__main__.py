"""`make bench`: measures in temporary installations and writes docs/benchmarks.md. `SIZES=10000` is the quick run."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench.report import Part, Row, machine, write
from tools.bench.room import ROOT, environment, running

REPORT = ROOT / "docs" / "benchmarks.md"


def main(sizes: list[int]) -> None:
    """Each size in a process and a folder of its own, which disappears however the run ends."""
    facts, parts = machine(), []
    for number, size in enumerate(sizes):
        with tempfile.TemporaryDirectory(prefix="stadtlotse-bench-", ignore_cleanup_errors=True) as folder:
            parts += _measure(Path(folder), size, "first" if number == 0 else "next")
    write(REPORT, parts, facts, f"make bench SIZES={','.join(map(str, sizes))}")
    sys.stderr.write(f"Written: {REPORT.relative_to(ROOT)}\n")


def _measure(folder: Path, size: int, place: str) -> list[Part]:
    sys.stderr.write(f"Measuring with {size:,} offers ...\n")
    command = [sys.executable, "-m", "tools.bench.one_size", str(folder), str(size), place]
    with running(command, environment(folder), subprocess.PIPE) as process:
        printed, _errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"Measuring with {size:,} offers failed; {REPORT.relative_to(ROOT)} is as it was.")
    found = json.loads(printed)
    return [Part(part["title"], [Row(**row) for row in part["rows"]]) for part in found]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    main([int(size) for size in (os.environ.get("SIZES") or "10000,100000").replace(" ", ",").split(",") if size])
