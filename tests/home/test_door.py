import re

import pytest
from django.test import Client, RequestFactory

from home.views import server_error
from tests.conftest import HOST

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "address"), [("ar-EG,de;q=0.5", "/ar/"), ("xx", "/de/"), ("", "/de/"), ("en", "/en/")]
)
def test_the_door_leads_to_the_readers_language(client, municipality, accepted, address):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, address)


def test_caches_are_told_what_the_door_depends_on(client, municipality):
    assert "Accept-Language" in client.get("/")["Vary"]


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "ar"])
def test_every_home_page_names_its_language_and_direction(client, municipality, language):
    html = client.get(f"/{language}/").content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_the_home_page_leads_into_the_search(client, municipality):
    html = client.get("/de/").content.decode()
    assert '<form class="find" role="search" action="/de/angebote/">' in html
    assert 'href="/de/angebote/?thema=arbeit"' in html
    assert 'href="/de/sprachkurse/"' in html


def test_every_page_links_its_other_languages(client, municipality):
    html = client.get("/de/").content.decode()
    codes = re.findall(r'<link rel="alternate" hreflang="([^"]+)"', html)
    assert sorted(codes) == ["ar", "de", "de-simple", "en", "x-default"]


def test_a_page_is_its_own_canonical_address(client, municipality):
    html = client.get("/ar/").content.decode()
    assert f'<link rel="canonical" href="http://{HOST}/ar/">' in html


@pytest.mark.parametrize("path", ["/en/", "/en/angebote/", "/en/gibt-es-nicht/", "/en/hilfe/"])
def test_emergency_numbers_are_one_tap_from_every_page(client, municipality, index, path):
    assert 'href="/en/notfall/"' in client.get(path).content.decode()
    card = client.get("/en/notfall/").content.decode()
    assert 'href="tel:112"' in card and 'href="tel:110"' in card


def test_example_data_is_marked_as_such(client, municipality):
    municipality.is_demo = True
    municipality.save()
    assert "This is example data." in client.get("/en/").content.decode()


def test_an_unknown_page_keeps_the_language_and_offers_a_search(client, municipality):
    response = client.get("/ar/gibt-es-nicht/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'lang="ar" dir="rtl"' in html and 'role="search"' in html


def test_an_installation_without_municipality_still_answers():
    assert Client(SERVER_NAME=HOST).get("/de/angebote/irgendwas/").status_code == 404


def test_the_error_page_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/de/"))
    assert response.status_code == 500
    assert 'href="tel:112"' in response.content.decode()
