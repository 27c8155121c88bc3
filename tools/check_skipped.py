"""Read the JUnit reports of the two test runs and fail when a test was skipped that should have run.

A test may be skipped on one database when it says so ("only on SQLite", "only on PostgreSQL") and ran on the other, and
on both when it reads real data sets that are too large for the repository ("... not beside the repository").
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

MAY_SKIP = {"sqlite": "only on PostgreSQL", "postgresql": "only on SQLite"}
OUTSIDE_DATA = "not beside the repository"
BROWSER_TESTS = "tests.browser"


def cases(report: Path) -> dict[str, str]:
    """Name of each test → reason why it was skipped; empty when it ran."""
    found: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by our own pytest
        skipped = case.find("skipped")
        name = f"{case.get('classname')}::{case.get('name')}"
        found[name] = "" if skipped is None else (skipped.get("message") or "no reason given")
    return found


def complaints(sqlite: dict[str, str], postgresql: dict[str, str]) -> list[str]:
    """One line for each test that did not run although it should."""
    sqlite, postgresql = (
        {name: why for name, why in tests.items() if OUTSIDE_DATA not in why} for tests in (sqlite, postgresql)
    )
    found = []
    for run, tests in (("sqlite", sqlite), ("postgresql", postgresql)):
        found += [f"{run}: {name}: {why}" for name, why in tests.items() if why and MAY_SKIP[run] not in why]
    ran = {name for tests in (sqlite, postgresql) for name, why in tests.items() if not why}
    found += [f"never ran: {name}" for name in sqlite.keys() | postgresql.keys() if name not in ran]
    if not any(name.startswith(BROWSER_TESTS) for name in sqlite):
        found.append("no browser test ran")
    if len(postgresql) < sum(not name.startswith(BROWSER_TESTS) for name in sqlite):
        found.append(f"PostgreSQL ran {len(postgresql)} tests, SQLite {len(sqlite)}")
    return sorted(found)


def main(arguments: Sequence[str]) -> int:
    reports = [Path(argument) for argument in arguments]
    if missing := [str(path) for path in reports if not path.exists()]:
        sys.exit(f"No report: {', '.join(missing)}. That test run broke off.")
    sqlite, postgresql = map(cases, reports)
    found = complaints(sqlite, postgresql)
    sys.stderr.writelines(line + "\n" for line in found)
    sys.stdout.write(f"{len(sqlite)} tests on SQLite, {len(postgresql)} on PostgreSQL, {len(found)} complaints\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
