"""An offer on paper: one sheet with short address and code, and the page of its QR code."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from directory.models import Offer

pytestmark = pytest.mark.browser
A4 = {"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "1cm")}


def test_an_offer_prints_on_one_sheet(town):
    town.open("/de/angebote/deutschkurs/")
    assert len(re.findall(rb"/Type\s*/Page\b", town.page.pdf(**A4))) == 1


@pytest.mark.parametrize(("medium", "seen"), [("print", True), ("screen", False)])
def test_code_and_date_are_for_paper_only(town, medium, seen):
    town.open("/de/angebote/deutschkurs/")
    town.page.emulate_media(media=medium)
    assert town.page.locator("[aria-labelledby=o-share] svg").is_visible() is seen


def test_paper_has_no_navigation_but_the_short_address(town):
    town.open("/de/angebote/deutschkurs/")
    town.page.emulate_media(media="print")
    assert not town.page.locator("header.top").is_visible()
    assert town.page.get_by_text(re.compile(r"/a/\d+$")).first.is_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_axe_finds_nothing_on_the_qr_page(town, language):
    context = town.browser.new_context(locale=language, viewport={"width": 320, "height": 740})
    page = context.new_page()
    page.goto(f"{town.url}/a/{Offer.objects.get(slug='deutschkurs').pk}/qr/")
    found = Axe().run(page).response["violations"]
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert (found, over) == ([], 0)
