"""The suite runs on the database that was asked for, with the settings that production has."""

import os

import pytest
from django.db import connection


def test_the_database_is_the_one_that_was_asked_for(db):
    asked = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql", "postgresql": "postgresql", "sqlite": "sqlite"}[asked]


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10000)])
def test_sqlite_is_set_up_for_several_processes(db, pragma, value):
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_sqlite_transactions_begin_immediate(db):
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite")
    assert connection.transaction_mode == "IMMEDIATE"
