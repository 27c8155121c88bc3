"""Indexers and rebuilds as processes of their own, killed at any moment."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from directory.models import OutboxEntry

ROOT = Path(__file__).resolve().parents[2]
DRAIN_SECONDS = 180


class Commands:
    """Starts `manage.py` commands in one environment; what they print goes to one file."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment, self.log = dict(environment), log

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def run(self, *arguments: str) -> int:
        return self.start(*arguments).wait()

    def kill_after(self, seconds: float, *arguments: str) -> bool:
        """Start a command and kill it with -9; False when it was done before."""
        process = self.start(*arguments)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
        return False

    @contextmanager
    def indexer(self) -> Iterator[subprocess.Popen[bytes]]:
        process = self.start("indexer")
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    def drain(self) -> float:
        """Let an indexer bring in everything that waits; returns the seconds it took. Raises TimeoutError."""
        with self.indexer():
            return self.wait_until_drained()

    def wait_until_drained(self) -> float:
        started = time.monotonic()
        while OutboxEntry.objects.exists():
            if time.monotonic() - started > DRAIN_SECONDS:
                raise TimeoutError(f"The outbox is not empty after {DRAIN_SECONDS} s; see {self.log}.")
            time.sleep(0.05)
        return time.monotonic() - started
