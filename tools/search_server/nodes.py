"""Nodes of a test cluster on loopback: each has one folder (settings, data, log, process number)."""

import os
import pwd
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.search_server.fetch import cache_folder, program_folder

ORDINARY_USER = "nobody"  # runs the server when root starts it
TRANSPORT_OFFSET = 100
READY_SECONDS = 180


@dataclass(frozen=True)
class Node:
    """One server; `ports` are those of the whole cluster, its own first."""

    port: int
    ports: tuple[int, ...]
    heap: str = "512m"

    @property
    def folder(self) -> Path:
        return cache_folder() / "nodes" / str(self.port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """Process number of the running server; a number that another program has by now does not count."""
        try:
            number = int((self.folder / "pid").read_text())
            command = Path(f"/proc/{number}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return number if str(self.folder).encode() in command else None

    def launch(self) -> subprocess.Popen[bytes]:
        """Start it; the process that is returned ends when the server is ready or has failed."""
        program = program_folder()
        self._prepare(program)
        command = [
            *("java", "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC"),
            *("-Dcli.name=server", "-Dcli.script=bin/elasticsearch", "-Dcli.libs=lib/tools/server-cli"),
            *(f"-Des.path.home={program}", f"-Des.path.conf={self.folder / 'config'}", "-Des.distribution.type=tar"),
            *("-cp", f"{program}/lib/*:{program}/lib/cli-launcher/*"),
            *("org.elasticsearch.launcher.CliToolLauncher", "-d", "-p", str(self.folder / "pid")),
        ]
        java_home = Path(shutil.which("java") or "java").resolve().parents[1]
        temporary = str(self.folder / "tmp")
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "JAVA_HOME": str(java_home)}
        environment |= {"ES_JAVA_HOME": str(java_home), "ES_TMPDIR": temporary, "LIBFFI_TMPDIR": temporary}
        environment["ES_JAVA_OPTS"] = f"-Xms{self.heap} -Xmx{self.heap}"
        with (self.folder / "output.log").open("wb") as output:
            return subprocess.Popen(  # noqa: S603 - fixed command
                command, cwd=program, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True, **_ordinary(),
            )  # fmt: skip

    def _prepare(self, program: Path) -> None:
        for name in ("config", "data", "logs", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "pid").unlink(missing_ok=True)
        shutil.copytree(program / "config", self.folder / "config", dirs_exist_ok=True)
        options = self.folder / "config" / "jvm.options"
        options.write_text("".join(line for line in options.open() if not line.startswith("-Xlog:gc")))
        (self.folder / "config" / "elasticsearch.yml").write_text("\n".join(self._settings()) + "\n")
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, ORDINARY_USER)

    def _settings(self) -> list[str]:
        cluster = [f"127.0.0.1:{port + TRANSPORT_OFFSET}" for port in self.ports]
        names = [f"node-{port}" for port in self.ports]
        several = [f"discovery.seed_hosts: {cluster}", f"cluster.initial_master_nodes: {names}"]
        return [
            f"cluster.name: stadtlotse-{min(self.ports)}",
            f"node.name: node-{self.port}",
            "network.host: 127.0.0.1",
            f"http.port: {self.port}",
            f"transport.port: {self.port + TRANSPORT_OFFSET}",
            f"path.data: {self.folder / 'data'}",
            f"path.logs: {self.folder / 'logs'}",
            "xpack.security.enabled: false",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            "node.store.allow_mmap: false",
            *(several if len(self.ports) > 1 else ["discovery.type: single-node"]),
        ]

    def end(self, with_signal: signal.Signals = signal.SIGTERM, seconds: float = 60) -> None:
        """End the server and wait until it is gone."""
        if (number := self.pid) is None:
            return
        os.kill(number, with_signal)
        give_up = time.monotonic() + seconds
        while self.pid is not None and time.monotonic() < give_up:
            time.sleep(0.1)


def _ordinary() -> dict[str, Any]:
    """Which user the server runs as: oneself, or an ordinary one in place of root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(ORDINARY_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def cluster_of(number: int, port: int, heap: str) -> list[Node]:
    """`number` nodes on ports from `port` on."""
    ports = tuple(range(port, port + number))
    return [Node(own, ports, heap) for own in ports]


def start(nodes: Sequence[Node]) -> None:
    """Start what does not run yet and wait until at least so many nodes form a cluster. Raises RuntimeError."""
    launched = [(node, node.launch()) for node in nodes if node.pid is None]
    for node, process in launched:
        if process.wait(READY_SECONDS):
            tail = (node.folder / "output.log").read_text(errors="replace")[-3000:]
            raise RuntimeError(f"The server on port {node.port} did not start:\n{tail}")
    wait = f"{nodes[0].url}/_cluster/health?wait_for_nodes=ge({len(nodes)})&timeout={READY_SECONDS}s"
    try:
        urllib.request.urlopen(wait, timeout=READY_SECONDS + 5).close()  # noqa: S310 - loopback
    except urllib.error.URLError as error:
        raise RuntimeError(f"The cluster on port {nodes[0].port} is not complete: {error}") from error


def stop(nodes: Sequence[Node]) -> None:
    """End the servers and throw their data away."""
    for node in nodes:
        node.end()
        shutil.rmtree(node.folder, ignore_errors=True)
