import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from directory.models import CourseRun
from directory.showing import berlin_today
from exchange.demo.load import load_demo
from tests.factories import make_district, make_location, make_offer, make_text, publish_offer

KILOBYTE = 1000
STYLESHEET = Path(settings.ROOT) / "site" / "static" / "css" / "look.css"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
COMMON_WORDS = [
    "Deutschkurs", "Wohnung", "Arbeit", "Arzt", "Hilfe", "Kita", "Aufenthalt", "Sport", "Beratung in der Nähe",
    "Deutschkurs für Frauen mit Kinderbetreuung", "مساعدة", "دورة لغة", "سكن", "عمل",
]  # fmt: skip
COMMON_QUERIES = [
    "",
    "?stadtteil=weststadt",
    "?q=Deutschkurs&stadtteil=nordstadt",
    *(f"?q={words}" for words in COMMON_WORDS),
]


@pytest.fixture
def town(index, municipality):
    """Two neighbouring districts, ten offers with everything in each."""
    west = make_district(municipality, "Weststadt", slug="weststadt")
    berg = make_district(municipality, "Lerchenberg", slug="lerchenberg", neighbors=[west])
    for number in range(20):
        place = make_location(municipality, f"Haus {number}", district=berg if number % 2 else west)
        offer = make_offer(
            municipality,
            publish=False,
            location=place,
            title=f"Deutschkurs Nummer {number}",
            summary="Sie lernen die ersten Wörter und Sätze. Hilfe gibt es auch.",
            kind="sprachkurs",
            topics=["deutsch"],
            target_groups=["frauen", "neu"],
            costs=["frei"],
            childcare="vor-ort",
            registration=["ohne"],
            slots=[{"day": "mo", "start": "09:00", "end": "11:30"}, {"day": "mi", "start": "18:00", "end": "20:00"}],
            confirmed_on=berlin_today(),
        )
        offer.runs = [CourseRun(level_from="a1", level_to="a2", starts_on=berlin_today())]
        publish_offer(offer)
        make_text(offer, "ar", title=f"دورة اللغة الألمانية {number}", summary="تتعلم الكلمات والجمل الأولى.")
    index.rebuild()
    index.drain()
    return index


def get(client, query="", language="de"):
    response = client.get(f"/{language}/angebote/{query}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("query", ["?q=deutsch&stadtteil=weststadt", "?thema=deutsch", "?niveau=a1&zeit=abends&tag=mi"])
def test_twenty_hits_take_three_queries(client, town, query, django_assert_max_num_queries):
    get(client, query)
    with django_assert_max_num_queries(3):
        response = get(client, query)
    assert response.content.count(b'class="hit"') == 20


def weight(html):
    return len(gzip.compress(html, 6)) + len(gzip.compress(STYLESHEET.read_bytes(), 9))


@pytest.mark.parametrize("query", ["?q=deutsch&stadtteil=weststadt", "?q=Hilfe"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_hits_and_the_stylesheet_weigh_at_most_ten_kilobytes(client, town, language, query):
    html = get(client, query, language).content
    assert html.count(b'class="hit"') == 20
    assert (b"bereich=ratgeber" in html) == (query == "?q=Hilfe")
    assert weight(html) <= 10 * KILOBYTE


def test_common_results_pages_of_the_demo_town_weigh_at_most_ten_kilobytes(db, index):
    load_demo()
    index.rebuild()
    client = Client(SERVER_NAME="wendelbrueck.localhost")
    pages = {
        (language, query): get(client, query, language).content for language in LANGUAGES for query in COMMON_QUERIES
    }
    assert any(b"bereich=ratgeber" in html for html in pages.values())
    assert {asked: weight(html) for asked, html in pages.items() if weight(html) > 10 * KILOBYTE} == {}


def test_html_is_compressed_by_the_program(client, town):
    response = client.get("/de/angebote/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


def test_groups_say_how_far_away_they_are(client, town):
    page = get(client, "?stadtteil=weststadt").content.decode()
    assert page.index('id="g-here"') < page.index('id="g-near"')


def test_the_order_of_groups_is_told_in_the_language_of_the_page(client, town):
    assert "Die nächstgelegenen zuerst." in get(client, "?stadtteil=weststadt").content.decode()


def test_a_postcode_stands_for_its_district(client, town, municipality):
    district = municipality.districts.get(slug="weststadt")
    district.postcodes = ["00373"]
    district.save()
    assert 'id="g-here"' in get(client, "?stadtteil=00373").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?thema=gibtesnicht",
        "?stadtteil=atlantis",
        "?tag=heute",
        "?alter=alt",
        "?sortierung=zufall",
        "?kostenlos=vielleicht",
    ],
)
def test_unknown_values_are_named_and_left_out(client, town, query):
    response = get(client, query)
    assert response.content.count(b'class="hit"') == 20
    assert query.partition("=")[2] in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?seite=1000000000",
        "?seite=-1",
        "?seite=%00",
        "?seite=٣",
        "?alter=99999999999999999999",
        "?q=" + "x" * 8000,
        "?q=%00%00",
        "?q=%FF%FE",
        "?q=<script>alert(1)</script>",
        "?" + "&".join(f"thema={number}" for number in range(900)),
        "?traeger=%27%3B--",
        "?alle=nichts",
    ],
)
def test_bad_input_never_breaks_the_page(client, town, query):
    response = get(client, query)
    assert "<script>" not in response.content.decode()


def test_a_page_after_the_last_shows_the_last_and_says_so(client, town, municipality):
    make_offer(municipality, title="Einer mehr", topics=["deutsch"])
    town.drain()
    page = get(client, "?seite=1000000000").content.decode()
    assert page.count('class="hit"') == 1


def test_an_active_filter_can_be_taken_off(client, town):
    page = get(client, "?thema=deutsch&stadtteil=weststadt").content.decode()
    assert 'href="?stadtteil=weststadt"' in page
    assert 'href="?thema=deutsch"' in page


def test_nothing_found_offers_fewer_filters_and_a_person(client, town, municipality):
    municipality.office_phone = "030 23125 100"
    municipality.save()
    page = get(client, "?q=deutsch&thema=sport").content.decode()
    assert 'href="?q=deutsch"' in page
    assert "030 23125 100" in page


def test_an_arabic_page_runs_right_to_left_and_marks_german_words(client, town):
    offer = make_offer(town_municipality(), title="Zitherspiel")
    town.drain()
    page = get(client, "?q=zitherspiel", "ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    before = page[: page.index(offer.title)]
    assert 'lang="de" dir="ltr"' in before[before.rindex("<h3") :]


def town_municipality():
    from directory.models import Municipality

    return Municipality.objects.get(slug="testburg")


def test_a_language_that_the_municipality_does_not_offer_is_not_there(client, town):
    municipality = town_municipality()
    municipality.languages = ["de", "ar"]
    municipality.save()
    assert client.get("/en/angebote/").status_code == 404
    assert client.get("/ar/angebote/").status_code == 200
