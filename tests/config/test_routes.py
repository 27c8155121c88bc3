import re
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from directory.models import Session
from tests.config.route_table import ALL_METHODS, OPEN_TO_ALL, PAGES, READERS, STAFF_PREFIXES, TABLE
from tests.factories import make_offer

ROWS = TABLE | PAGES
WAGTAIL_PAGES = re.compile(r"^\{lang\}/(_util/|pages/|\^|\(|\$|$)")


def routes(patterns=None, prefix=""):
    """Every route of the project, included ones with their prefix."""
    for entry in patterns or get_resolver().url_patterns:
        part = "{lang}/" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield prefix + part, entry
        else:
            yield from routes(entry.url_patterns, prefix + part)


def example(entry, route):
    """A path that matches an included route, with plausible values."""
    path = re.sub(r"<(?:int:)[^>]+>", "1", route)
    path = re.sub(r"<uuid:[^>]+>", "00000000-0000-0000-0000-000000000000", path)
    path = re.sub(r"<[^>]+>", "x", path)
    if isinstance(entry.pattern, RegexPattern):
        path = re.sub(r"\(\?P<[^>]+>[^)]*\)|\([^)]*\)", "1", path)
    return "/" + re.sub(r"[\^$?]", "", path)


@pytest.fixture
def roles(db):
    editors = Group.objects.get_or_create(name="Editors")[0]
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    editor = User.objects.create_user("redaktion")
    editor.groups.add(editors)
    users = {"anonymous": None, "editor": editor, "admin": User.objects.create_superuser("verwaltung")}
    clients = {}
    for name, user in users.items():
        clients[name] = Client(SERVER_NAME="testburg.localhost", raise_request_exception=False)
        if user:
            clients[name].force_login(user)
    return clients


@pytest.fixture
def offer(municipality, index):
    index.rebuild()
    offer = make_offer(municipality, sessions=[Session(date=date(2999, 12, 31))])
    index.drain()
    return offer


def test_every_route_is_declared():
    undeclared = [
        route
        for route, _entry in routes()
        if route not in ROWS and not route.startswith(STAFF_PREFIXES) and not WAGTAIL_PAGES.match(route)
    ]
    assert not undeclared, f"Please declare in route_table.py: {undeclared}"


def test_every_declared_route_exists():
    known = {route for route, _entry in routes()}
    assert not [route for route in TABLE if route not in known]


@pytest.mark.parametrize("route", ROWS)
@pytest.mark.parametrize("role", READERS)
def test_a_route_answers_as_declared(route, role, roles, offer):
    path, methods = ROWS[route]
    path = path.format(number=offer.pk, slug=offer.slug)
    for method in ALL_METHODS:
        status = roles[role].generic(method, path).status_code
        if method in methods:
            assert status == methods[method][role], f"{role} {method} {path}"
        else:
            assert status in (403, 405), f"{role} {method} {path} answered {status}"


def test_nobody_gets_into_the_admin_without_signing_in(roles, municipality):
    client = roles["anonymous"]
    let_in = []
    for route, entry in routes():
        if not route.startswith(STAFF_PREFIXES) or route in OPEN_TO_ALL:
            continue
        response = client.get(example(entry, route))
        signs_in = response.status_code == 302 and "/login/" in response["Location"]
        if not signs_in and response.status_code not in (401, 403, 404, 405):
            let_in.append((route, response.status_code))
    assert not let_in


def test_readers_get_no_cookie(client, offer):
    for path in ("/", "/de/", "/de/angebote/", f"/de/angebote/{offer.slug}/", "/de/gibt-es-nicht/"):
        assert not client.get(path).cookies, path


@pytest.mark.parametrize("path", ["/de/", "/ar/angebote/", "/de/angebote/{slug}/", "/de/gibt-es-nicht/"])
def test_pages_of_ours_have_the_strict_policy(client, offer, path):
    policy = client.get(path.format(slug=offer.slug)).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
