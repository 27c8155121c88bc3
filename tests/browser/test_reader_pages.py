import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PATHS = {
    "home": "/{}/",
    "results": "/{}/angebote/?stadtteil=weststadt&kostenlos=1",
    "near me": "/{}/angebote/?q=deutschkurs in der Nähe",
    "nothing": "/{}/angebote/?q=quantenphysik",
    "offer": "/{}/angebote/deutschkurs/",
    "sensitive": "/{}/angebote/hilfe/",
    "district": "/{}/stadtteile/weststadt/",
    "districts": "/{}/stadtteile/?stadtteil=unbekannt",
    "organization": "/{}/anbieter/nachbarn/",
    "courses": "/{}/sprachkurse/",
    "report": "/{}/melden/4711/",
    "emergency": "/{}/notfall/",
    "glossary": "/{}/woerter/",
    "help": "/{}/hilfe/",
    "guide": "/{}/wohnen/miete/",
    "about": "/{}/angebote/?q=kaution",
    "missing": "/{}/angebote/gibt-es-nicht/",
}


def every_look(town):
    """The pages at phone and desk width, light and dark."""
    for width in (320, 1280):
        for theme in ("light", "dark"):
            context = town.browser.new_context(viewport={"width": width, "height": 740}, color_scheme=theme)
            yield width, theme, context.new_page()
            context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(town, language):
    axe, problems = Axe(), []
    for width, theme, page in every_look(town):
        for name, path in PATHS.items():
            page.goto(town.url + path.format(language))
            found = axe.run(page).response["violations"]
            problems += [(name, width, theme, v["id"], v["nodes"][0]["html"][:120]) for v in found]
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                problems.append((name, width, theme, "runs over the edge", over))
    assert not problems


def test_a_cold_results_page_takes_two_requests_and_none_to_others(many):
    asked = []
    many.page.on("request", lambda request: asked.append(request.url))
    many.open("/de/angebote/?stadtteil=weststadt")
    many.page.wait_for_load_state("networkidle")
    scripts = [url for url in asked if "/static/js/" in url]  # deferred: nothing waits for them
    assert len(asked) - len(scripts) <= 2
    assert all(url.startswith(many.url) for url in asked)


def test_pages_break_no_rule_of_their_policy(town):
    complaints = []
    town.page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in PATHS.values():
        if "gibt-es-nicht" not in path:
            town.open(path.format("de"))
    assert not complaints


def test_a_reader_without_script_searches_filters_and_opens_an_offer(many):
    context = many.browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(many.url + "/de/")
    page.fill("[name=q]", "Deutschkurs")
    page.select_option("[name=stadtteil]", "weststadt")
    page.locator("form[role=search] button").click()
    assert "stadtteil=weststadt" in page.url
    page.locator(".facets summary").first.click()
    page.check("[name=kostenlos]")
    page.locator(".facets button").click()
    assert "kostenlos=1" in page.url
    page.locator(".hit h3 a").first.click()
    assert page.locator("h1").inner_text() == "Deutschkurs für Frauen"
    context.close()


def test_the_keyboard_reaches_search_and_first_hit(town):
    page = town.page
    town.open("/de/angebote/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    reached = []
    for _step in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("(e => e.getAttribute('name') || e.className || e.pathname)(document.activeElement)")
        )
        if str(reached[-1]).startswith("/de/angebote/"):
            break
    assert reached[0] == "q"
    assert str(reached[-1]).startswith("/de/angebote/")


def test_what_is_focused_can_be_seen(town):
    town.open("/de/angebote/")
    town.page.focus("[name=q]")
    town.page.keyboard.press("Tab")
    outline = town.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_arabic_mirrors_the_page_and_keeps_numbers_in_order(town):
    town.open("/ar/angebote/deutschkurs/")
    page = town.page
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    phones = page.locator("a[href^='tel:'] bdi")
    assert phones.count() > 0
    assert {phones.nth(number).get_attribute("dir") for number in range(phones.count())} == {"ltr"}


def test_pages_can_be_left_and_changed_in_language_with_the_same_search(town):
    town.open("/de/angebote/?q=Deutschkurs&stadtteil=weststadt")
    town.page.locator(".langs summary").click()
    town.page.locator(".langs a[lang=ar]").click()
    assert "/ar/angebote/?q=Deutschkurs&stadtteil=weststadt" in town.page.url


def test_who_searches_near_them_is_led_to_the_choice_of_a_part_of_town(town):
    town.open("/de/angebote/?q=Deutschkurs in der Nähe")
    town.page.get_by_role("link", name="Stadtteil wählen").click()
    town.page.locator("select:focus").select_option("weststadt")
    town.page.get_by_role("button", name="Suchen").click()
    assert "q=Deutschkurs" in town.page.url and "stadtteil=weststadt" in town.page.url
    assert town.page.get_by_role("link", name="Stadtteil wählen").count() == 0


def test_links_are_large_enough_to_hit(town):
    context = town.browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(town.url + "/de/angebote/")
    small = page.evaluate(
        """[...document.querySelectorAll('a, button, summary, input, select')]
        .filter(e => e.offsetParent && !e.closest('p, .skip'))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([_html, box]) => box.height && box.height < 22 || box.width && box.width < 22)
        .map(([html]) => html)"""
    )
    context.close()
    assert not small
