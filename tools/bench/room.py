"""A temporary installation to measure in: its folder, its commands, its server and its indexer."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60.0  # seconds


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of every process of the installation in `folder`; SQLite, whatever the caller uses, unless
    `BENCH_DATABASE` is the address of another server."""
    own = {
        "STADTLOTSE_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    given = {name: value for name, value in (os.environ | more).items() if name != "DATABASE_URL"}
    if database := given.get("BENCH_DATABASE"):
        own["DATABASE_URL"] = f"{database}/stadtlotse"
    return given | own


def manage(folder: Path, *arguments: str) -> str:
    """Run a management command; returns what it printed. Raises CalledProcessError, progress stays on stderr."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout.strip()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(command: list[str], env: dict[str, str], stdout: int | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that ends with the block, and may end its own ones first."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=stdout)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, int, float]]:
    """gunicorn with two workers: its address, the process id of its master, seconds until its first answer."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "site/gunicorn.conf.py", "--log-level", "warning"]
    started = time.perf_counter()
    with running(command, environment(folder, PORT=str(port), WEB_CONCURRENCY="2")) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for_answer(f"{url}/de/")
        yield url, process.pid, time.perf_counter() - started


def wait_for_answer(url: str) -> None:
    """Raises TimeoutError when nothing answers in time."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url):  # noqa: S310
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"{url} does not answer")
