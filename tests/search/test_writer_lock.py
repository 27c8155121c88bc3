"""One writer at a time, on one machine and on several."""

import pytest
from django.db import connection

from search.writer_lock import AnotherWriterError, writer_lock

ON_POSTGRESQL = "only on PostgreSQL: with SQLite all processes share one machine and its folder"


@pytest.fixture
def on_postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip(ON_POSTGRESQL)


def other_machine(settings, tmp_path):
    settings.STADTLOTSE_INDEX = tmp_path / "other" / "index"


def test_one_writer_on_one_machine(index, db):
    with writer_lock(), pytest.raises(AnotherWriterError), writer_lock():
        pass


def test_one_writer_on_two_machines(index, on_postgresql, settings, tmp_path):
    with writer_lock():
        other_machine(settings, tmp_path)
        with pytest.raises(AnotherWriterError), writer_lock():
            pass


def test_the_next_writer_gets_the_lock_of_one_that_ended(index, on_postgresql, settings, tmp_path):
    with writer_lock():
        pass
    other_machine(settings, tmp_path)
    with writer_lock() as held:
        assert held()


def test_a_writer_notices_when_the_database_has_lost_its_lock(index, on_postgresql):
    with writer_lock() as held:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        assert not held()
