"""The emergency card, the pages about the site, robots.txt and sitemap."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings

from home import sitemaps
from home.emergency import load_emergency_numbers
from home.models import EmergencyNumber, InfoPage
from tests.factories import make_live_offer

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ABOUT = ["hilfe", "barrierefreiheit", "datenschutz", "impressum"]


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_emergency_card_is_one_tap_away(client, municipality, language):
    home = read(client, f"/{language}/")
    assert f'<a class="sos i-help" href="/{language}/notfall/">' in home
    card = read(client, f"/{language}/notfall/")
    for number in ("112", "110", "116117", "116016"):
        assert f'href="tel:{number}"' in card
    assert "data-leave" in card


def test_the_card_tells_hours_cost_languages_and_the_day_of_the_check(client, municipality):
    EmergencyNumber.objects.update(reviewed_on=date(2026, 3, 2))
    card = read(client, "/en/notfall/")
    assert "Monday to Saturday" in card and "Day and night." in card
    assert "The call costs nothing." in card and "Arabic" in card
    assert "2 March 2026" in card


def test_a_number_of_another_town_stays_there(client, municipality, other_municipality):
    EmergencyNumber.objects.create(
        municipality=other_municipality,
        slug="nachbarn",
        number="030 23125 999",
        label="Nachbar",
        reviewed_on=date(2026, 1, 1),
    )
    assert "23125 999" not in read(client, "/en/notfall/")


def test_a_number_that_the_office_checked_later_survives_an_upgrade(municipality):
    EmergencyNumber.objects.filter(slug="arzt").update(number="030 23125 777", reviewed_on=date(2999, 1, 1))
    assert load_emergency_numbers() == 0
    assert EmergencyNumber.objects.get(slug="arzt").number == "030 23125 777"


def test_an_older_number_is_replaced_by_an_upgrade(municipality):
    EmergencyNumber.objects.filter(slug="arzt").update(number="1", reviewed_on=date(2000, 1, 1))
    assert load_emergency_numbers() == 1
    assert EmergencyNumber.objects.get(slug="arzt").number == "116117"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ABOUT)
def test_every_town_has_the_pages_about_the_site(client, municipality, language, slug):
    response = client.get(f"/{language}/{slug}/")
    assert response.status_code == 200 and not response.cookies
    assert f'href="/{language}/{slug}/"' in read(client, f"/{language}/")


def test_pages_about_the_site_are_translations_of_each_other(municipality):
    for slug in ABOUT:
        assert InfoPage.objects.filter(slug=slug).values("translation_key").distinct().count() == 1


def test_the_pages_tell_what_the_record_of_the_town_says(client, municipality):
    municipality.office_phone, municipality.publisher = "030 23125 100", "Stadt <b>Testburg</b>"
    municipality.save()
    html = read(client, "/de/impressum/")
    assert "030 23125 100" in html and "Stadt &lt;b&gt;Testburg&lt;/b&gt;" in html


def test_what_nobody_said_stands_in_brackets(client, municipality):
    html = read(client, "/en/impressum/")
    assert "[Postal address]" in html and "{address}" not in html


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_about_the_site_can_only_be_read(client, municipality, method):
    assert getattr(client, method)("/de/hilfe/").status_code in (403, 405)


def test_rich_text_keeps_the_strict_policy(client, municipality):
    page = InfoPage.objects.get(slug="hilfe", locale__language_code="de")
    page.body = '<h2>Hallo</h2><p data-block-key="x">Text <a href="https://example.org/">Link</a></p>'
    page.save()
    response = client.get("/de/hilfe/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not re.findall(r"style=|<script", response.content.decode())


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave(client, municipality):
    text = read(client, "/robots.txt")
    assert "Sitemap: http://testburg.localhost/sitemap.xml" in text
    assert "Disallow: /*?" in text and "Disallow: /admin/" in text


def addresses(client, path):
    root = ElementTree.fromstring(read(client, path))  # noqa: S314
    return [found.text for found in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_lists_public_offers_in_every_language(client, municipality):
    offer = make_live_offer(municipality)
    (pages, offers) = addresses(client, "/sitemap.xml")
    found = addresses(client, "/sitemap-2.xml")
    assert offers == "http://testburg.localhost/sitemap-2.xml"
    assert sorted(found) == sorted(f"http://testburg.localhost/{code}/angebote/{offer.slug}/" for code in LANGUAGES)


def test_the_sitemap_lists_pages_but_no_searches(client, municipality):
    found = addresses(client, "/sitemap-1.xml")
    assert "http://testburg.localhost/ar/hilfe/" in found and "http://testburg.localhost/de/" in found
    assert "http://testburg.localhost/de/notfall/" in found
    assert not [address for address in found if "?" in address]


def test_the_sitemap_is_silent_about_what_is_not_public_here(client, municipality, other_municipality):
    make_live_offer(municipality, topics=["schutz"])
    make_live_offer(municipality, status="beendet")
    make_live_offer(other_municipality)
    response = client.get("/sitemap-2.xml")
    assert response.status_code == 404 or "<loc>" not in response.content.decode()


def test_a_large_town_gets_several_sitemaps(client, municipality, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2 * len(LANGUAGES))
    for _number in range(3):
        make_live_offer(municipality)
    assert len(addresses(client, "/sitemap.xml")) == 3
    assert len(addresses(client, "/sitemap-3.xml")) == len(LANGUAGES)
    assert client.get("/sitemap-9.xml").status_code == 404


def test_the_error_pages_lead_on(client, municipality):
    response = client.get("/en/gibt-es-nicht/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'role="search"' in html and 'href="/en/angebote/"' in html and 'href="/en/"' in html
