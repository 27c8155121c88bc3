"""A PostgreSQL of its own for one measurement, on loopback, gone afterwards; the programs must be installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.room import free_port

PROGRAMS = Path("/usr/lib/postgresql")
DATABASES = ("stadtlotse", "plain")


def newest() -> Path | None:
    """The folder of the newest PostgreSQL's programs."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Iterator[str]:
    """Address without the name of a database; there are `DATABASES`. Settings as delivered, except for no TLS and
    nobody else. Raises FileNotFoundError without programs."""
    programs = newest()
    if programs is None:
        raise FileNotFoundError("apt-get install postgresql")
    folder, port = Path(tempfile.mkdtemp(prefix="stadtlotse-bench-postgresql-")), free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    _run(str(programs / "initdb"), "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", data)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control = [str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w"]
    _run(*control, "-o", options, "start")
    try:
        for name in DATABASES:
            _run(str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", name)
        yield f"postgres://postgres@127.0.0.1:{port}"
    finally:
        _run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str) -> None:
    """It refuses to run as root."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *command], cwd="/", check=True, stdout=subprocess.DEVNULL)  # noqa: S603
