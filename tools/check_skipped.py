"""Read the JUnit reports of the test runs and fail when a test was skipped that should have run.

A test may be skipped on one database when it says so ("only on SQLite", "only on PostgreSQL") and ran on the other, on
both when it asks Elasticsearch and ran in the run that has one, and on both when it reads real data sets that are too
large for the repository ("... not beside the repository").
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

MAY_SKIP = {"sqlite": "only on PostgreSQL", "postgresql": "only on SQLite"}
ELASTICSEARCH = "only with ELASTICSEARCH_TEST_URL"
OUTSIDE_DATA = "not beside the repository"
RUNS = ("on SQLite", "on PostgreSQL", "with Elasticsearch")
BROWSER_TESTS = "tests.browser"


Tests = dict[str, str]


def cases(report: Path) -> Tests:
    """Name of each test → reason why it was skipped; empty when it ran."""
    found: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by our own pytest
        skipped = case.find("skipped")
        name = f"{case.get('classname')}::{case.get('name')}"
        found[name] = "" if skipped is None else (skipped.get("message") or "no reason given")
    return found


def complaints(sqlite: Tests, postgresql: Tests, elasticsearch: Tests) -> list[str]:
    """One line for each test that did not run although it should."""
    sqlite, postgresql, elasticsearch = map(_without_outside_data, (sqlite, postgresql, elasticsearch))
    found = []
    for run, tests in (("sqlite", sqlite), ("postgresql", postgresql)):
        allowed = (MAY_SKIP[run], ELASTICSEARCH)
        found += [f"{run}: {name}: {why}" for name, why in tests.items() if why and not _one_of(allowed, why)]
    found += [f"elasticsearch: {name}: {why}" for name, why in elasticsearch.items() if why]
    ran = {name for tests in (sqlite, postgresql, elasticsearch) for name, why in tests.items() if not why}
    found += [f"never ran: {name}" for name in sqlite.keys() | postgresql.keys() if name not in ran]
    if not any(name.startswith(BROWSER_TESTS) for name in sqlite):
        found.append("no browser test ran")
    if not elasticsearch:
        found.append("no test asked Elasticsearch")
    if len(postgresql) < sum(not name.startswith(BROWSER_TESTS) for name in sqlite):
        found.append(f"PostgreSQL ran {len(postgresql)} tests, SQLite {len(sqlite)}")
    return sorted(found)


def _without_outside_data(tests: Tests) -> Tests:
    return {name: why for name, why in tests.items() if OUTSIDE_DATA not in why}


def _one_of(allowed: Sequence[str], why: str) -> bool:
    return any(reason in why for reason in allowed)


def main(arguments: Sequence[str]) -> int:
    """`arguments`: the reports of the runs on SQLite, on PostgreSQL and with Elasticsearch."""
    reports = [Path(argument) for argument in arguments]
    if missing := [str(path) for path in reports if not path.exists()]:
        sys.exit(f"No report: {', '.join(missing)}. That test run broke off.")
    runs = [cases(report) for report in reports]
    found = complaints(*runs)
    sys.stderr.writelines(line + "\n" for line in found)
    numbers = ", ".join(f"{len(run)} {name}" for run, name in zip(runs, RUNS, strict=True))
    sys.stdout.write(f"Tests: {numbers}; {len(found)} complaints\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
