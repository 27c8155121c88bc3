"""There is one writer of the index at a time: by a lock in the index folder against others on the same machine, and by
one in PostgreSQL against those on other machines. Both end with the process, however that ends."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# "stadtlot" as a number; the lock belongs to the database, so two installations do not disturb each other.
KEY = int.from_bytes(b"stadtlot", "big", signed=True)


class AnotherWriterError(Exception):
    """Another process holds the writer's lock."""


@contextmanager
def writer_lock() -> Iterator[Callable[[], bool]]:
    """Hold the lock; gives a function that tells whether it is still held. Raises AnotherWriterError."""
    settings.STADTLOTSE_INDEX.mkdir(parents=True, exist_ok=True)
    with (settings.STADTLOTSE_INDEX / "writer.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWriterError from error
        if connection.vendor == "postgresql":
            with _lock_in_database() as held:
                yield held
        else:
            yield lambda: True


@contextmanager
def _lock_in_database() -> Iterator[Callable[[], bool]]:
    """A connection of its own, which nothing else closes: the lock ends with it."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if cursor.fetchone() != (True,):
                raise AnotherWriterError
        yield lambda: _lives(own)
    finally:
        own.close()


def _lives(own: BaseDatabaseWrapper) -> bool:
    """Whether the connection has never broken; Django does not connect anew where one is open or broken."""
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
