"""Suggestions by keyboard, on the running site."""

import pytest

from tests.factories import make_offer

pytestmark = pytest.mark.browser


@pytest.fixture
def site(town, index):
    make_offer(town.municipality, title="Deutschkurs am Morgen")
    index.drain()
    return town


def type_into(page, text):
    page.locator("[name=q]").press_sequentially(text, delay=20)
    page.locator("[role=option]").first.wait_for()


def active(page):
    return page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText"
    )


def test_arrow_and_enter_open_a_suggestion(site):
    site.open("/de/")
    type_into(site.page, "deutschkurs fr")
    site.page.keyboard.press("ArrowDown")
    assert "Deutschkurs für Frauen" in active(site.page)
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/de/angebote/deutschkurs/")


def test_arrow_up_begins_at_the_end(site):
    site.open("/de/angebote/")
    type_into(site.page, "deutsch")
    site.page.keyboard.press("ArrowUp")
    assert site.page.locator("[role=option]").last.get_attribute("aria-selected") == "true"


def test_escape_closes_the_list_and_keeps_the_words(site):
    site.open("/de/")
    type_into(site.page, "deutsch")
    site.page.keyboard.press("Escape")
    assert site.page.locator("[role=listbox]").is_hidden()
    assert site.page.input_value("[name=q]") == "deutsch"


def test_enter_without_a_choice_searches_for_the_words(site):
    site.open("/de/")
    type_into(site.page, "deutsch")
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/de/angebote/?q=deutsch*")


def test_one_pause_asks_once(site):
    asked = []
    site.page.on("request", lambda request: asked.append(request.url) if "vorschlaege" in request.url else None)
    site.open("/de/")
    type_into(site.page, "deutsch")
    assert len(asked) == 1


def test_the_list_lies_under_the_field_from_right_to_left_too(site):
    site.open("/ar/")
    type_into(site.page, "دورة")
    field, found = (site.page.locator(name).bounding_box() for name in ("[name=q]", "[role=listbox]"))
    assert abs(field["x"] - found["x"]) < 2
    assert abs(field["width"] - found["width"]) < 2


def test_a_counted_line_is_asked_nothing(site):
    asked = []
    site.page.on("request", lambda request: asked.append(request.url) if "vorschlaege" in request.url else None)
    site.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    site.open("/de/")
    site.page.locator("[name=q]").press_sequentially("deutsch")
    site.page.wait_for_timeout(600)
    assert not asked
