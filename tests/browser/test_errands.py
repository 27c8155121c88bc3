"""Errands of people who are new, done on the demo town by somebody who reads only icons, numbers and their own choices:
every step is a tile, a box or a button, without script and on a phone."""

import pytest
from django.core.management import call_command

from directory.memory import forget
from search.indexer import rebuild

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(transactional_db, live_server, browser, settings, tmp_path):
    """A phone without script on the demo town."""
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    call_command("load_demo", verbosity=0)
    forget()
    rebuild()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(live_server.url + "/de-simple/")
    yield page
    context.close()


def codes(page):
    """Codes of the demo offers that the page lists, from their addresses."""
    links = page.locator(".hit h3 a")
    return [
        links.nth(number).get_attribute("href").strip("/").rsplit("-", 1)[-1].upper() for number in range(links.count())
    ]


def tick(page, name, value):
    """Open the group of boxes that holds one, and tick it."""
    box = page.locator(f"input[name={name}][value='{value}']")
    page.locator(".facets details", has=box).locator("summary").click()
    page.locator(".facets").locator(box).check()


def test_a_course_in_the_evening_with_somebody_for_the_child(phone):
    phone.locator(".tiles a.i-german").click()
    phone.check("[name=zeit][value=abends]")
    phone.check("[name=kinderbetreuung][value='1']")
    phone.locator("main form button").click()
    assert "zeit=abends" in phone.url and "kinderbetreuung=1" in phone.url
    # The demo has no such course; the page offers the evening without childcare, which has some.
    assert codes(phone) or phone.locator(".steps a").count() > 0


def test_advice_in_russian_on_thursday(phone):
    phone.locator("form[role=search] button").click()
    tick(phone, "sprache", "ru")
    tick(phone, "tag", "do")
    phone.locator(".facets button").click()
    assert {"B01", "B05"} & set(codes(phone))
    phone.locator(".hit h3 a").first.click()
    assert phone.locator(".act a[href^='tel:']").count() == 1


def test_sport_for_a_child_that_costs_nothing(phone):
    phone.locator(".tiles a[href*='thema=sport']").click()
    tick(phone, "kostenlos", "1")
    tick(phone, "zielgruppe", "grundschule")
    phone.locator(".facets button").click()
    assert "S02" in codes(phone)
    phone.locator(".hit h3 a", has_text="Handball").click()
    assert phone.locator(".act a[href^='tel:']").count() == 1
