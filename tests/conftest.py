"""Fixtures for all tests. Vocabularies and languages are in the database from the start, for every test."""

import os
import shutil
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import Client
from django.utils import translation

from directory import memory
from directory.lexicon import forget_lexicon
from directory.municipalities import create_municipality
from directory.vocabularies import load_vocabularies
from tests.search.engines.server import NEEDED

HOST = "testburg.localhost"


def pytest_configure():
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns on every client without it


def pytest_unconfigure():
    shutil.rmtree(django_settings.VAR, ignore_errors=True)


def pytest_terminal_summary(terminalreporter):
    """Said aloud, because a skipped test is easily overlooked."""
    left_out = [report for report in terminalreporter.stats.get("skipped", ()) if NEEDED in str(report.longrepr)]
    if left_out:
        terminalreporter.section("Elasticsearch was left out", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(left_out)} tests did not run because they ask a real Elasticsearch. With one:")
        terminalreporter.line("    make elasticsearch && ELASTICSEARCH_TEST_URL=http://127.0.0.1:9200 make test")


class FirstRows:
    """A copy of all rows as they were before the first test, in tables beside them that no flush empties; puts them
    back after a transactional test."""

    def __init__(self):
        with connection.cursor() as cursor:
            names = connection.introspection.django_table_names(only_existing=True, include_views=False)
            self.tables = [
                (connection.ops.quote_name(name), connection.ops.quote_name(f"first_{name}"))
                for name in names
                if name != "django_migrations"
            ]
            for name, copy in self.tables:
                cursor.execute(f"CREATE TABLE {copy} AS SELECT * FROM {name}")

    def put_back(self, **_signal):
        with transaction.atomic(), connection.cursor() as cursor:
            for name, _copy in self.tables:
                cursor.execute(f"DELETE FROM {name}")
            for name, copy in self.tables:
                cursor.execute(f"INSERT INTO {name} SELECT * FROM {copy}")
            # PostgreSQL counts keys beside the rows: go on after the highest that is there.
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
                cursor.execute(statement)
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Vocabularies and languages, loaded once; a flush (transactional tests) ends in `put_back`."""
    from wagtail.models import Locale

    with django_db_blocker.unblock():
        for code, _name in django_settings.LANGUAGES:
            Locale.objects.get_or_create(language_code=code)
        load_vocabularies()
        rows = FirstRows()
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(rows.put_back, sender=last, weak=False, dispatch_uid="first-rows")
    yield
    post_migrate.disconnect(sender=last, dispatch_uid="first-rows")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process holds in memory must not outlive one test: rows, caches, the language of the last request."""
    memory.forget()
    forget_lexicon()
    cache.clear()
    with translation.override(django_settings.LANGUAGE_CODE):
        yield
    memory.forget()
    forget_lexicon()


@pytest.fixture
def municipality(db):
    return create_municipality("testburg", host=HOST)


@pytest.fixture
def other_municipality(municipality):
    return create_municipality("nebenstadt", host="nebenstadt.localhost")


@pytest.fixture
def client():
    return Client(SERVER_NAME=HOST)


@pytest.fixture
def index(settings, tmp_path):
    """An empty index of one's own; `index.drain()` and `index.rebuild()` bring it up to date."""
    from search import indexer

    settings.STADTLOTSE_INDEX = tmp_path / "index"
    yield SimpleNamespace(folder=settings.STADTLOTSE_INDEX, drain=indexer.drain_outbox, rebuild=indexer.rebuild)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        message = "Chromium is missing: apt-get install chromium fonts-noto-core"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh page without cookies; `page.context.browser.new_page(...)` makes others."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def live_site(transactional_db, live_server, browser, page):
    """A running server with one municipality: `live_site.url`, `live_site.page`, `live_site.open("/de/")`."""
    municipality = create_municipality("testburg", host=HOST)
    url = live_server.url.replace("localhost", HOST)
    return SimpleNamespace(
        municipality=municipality, url=url, page=page, browser=browser, open=lambda path: page.goto(url + path)
    )
