import pytest
from django.db import transaction

from exchange.demo.load import load_demo
from tests.exchange.demo_town import TODAY


@pytest.fixture(scope="module")
def demo_rows(django_db_setup, django_db_blocker):
    """The demo town, loaded once for a module inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(demo_rows, db):
    """Every test reads the demo town and leaves it as it was."""
