"""Pages that explain a subject: how they read, and how they are found."""

import json
import re
from datetime import date

import pytest
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from directory.findable.documents import DocumentQuery, sources
from directory.models import OutboxEntry, Source
from home.blocks import CELL, TABLE, TEXT
from home.findable import KIND, load, passages
from home.models import GuidePage, HomePage, ImportedPage, InfoPage
from home.page_texts import live_texts, plain
from search.finding import find
from search.query import SearchQuery
from tests.factories import make_offer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def make_guide(parent, title, text="", twin=None, **fields):
    """A live guide below a page, in its language; `twin` is the same guide in another one."""
    body = json.dumps([{"type": TEXT, "value": text}] if text else [])
    guide = GuidePage(title=title, locale=parent.locale, body=body, **fields)
    if twin:
        guide.translation_key = twin.translation_key
    Page.objects.get(pk=parent.pk).add_child(instance=guide)
    return guide


def home_of(language):
    return HomePage.objects.get(locale__language_code=language, slug=f"testburg-{language}")


@pytest.fixture
def guides(index, municipality):
    """Housing with a page about rent, in German and English; one below is German only."""
    index.housing = make_guide(home_of("de"), "Wohnen", slug="wohnen")
    index.rent = make_guide(index.housing, "Miete", "<h2>Vertrag</h2><p>Der Vermieter will eine Kaution.</p>")
    index.water = make_guide(index.housing, "Wasser", "<p>Das Leitungswasser kann man trinken.</p>")
    housing = make_guide(home_of("en"), "Housing", slug="housing", twin=index.housing)
    index.english = make_guide(housing, "Rent", "<p>The landlord wants a deposit.</p>", twin=index.rent, slug="rent")
    index.rebuild()
    return index


def ask(text, language="de", **parts):
    with override(language):
        return find(SearchQuery(municipality="testburg", language=language, today=TODAY, text=text, **parts))


def titles(found):
    return [card.title.text for card in found.cards]


def html_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_guide_shows_the_way_to_it_its_text_and_its_pages(client, guides):
    html = html_of(client, "/de/wohnen/miete/")
    assert re.findall(r'<li><a href="(/de/[^"]*)">(?:Startseite|Wohnen)<', html)[:2] == ["/de/", "/de/wohnen/"]
    assert "<h1>Miete</h1>" in html and "<h2>Vertrag</h2>" in html
    assert 'href="/de/wohnen/miete/">Miete<' in html_of(client, "/de/wohnen/")


def test_the_home_page_leads_to_the_guides(client, guides):
    assert 'href="/en/housing/">Housing</a>' in html_of(client, "/en/")


def test_a_guide_has_the_strict_policy_and_no_cookie(client, guides):
    response = client.get("/de/wohnen/miete/")
    assert "default-src 'none'" in response["Content-Security-Policy"] and not response.cookies
    assert not re.findall(r"style=|<script", response.content.decode())


def test_other_languages_lead_to_twins_or_to_the_nearest_page_above(client, guides):
    html = html_of(client, "/de/wohnen/miete/")
    assert 'hreflang="en" href="http://testburg.localhost/en/housing/rent/"' in html
    assert 'hreflang="ar" href="http://testburg.localhost' not in html
    assert re.search(r'<a href="/ar/" lang="ar"', html)
    assert re.search(r'<a href="/en/housing/" lang="en"', html_of(client, "/de/wohnen/wasser/"))


def test_an_imported_guide_names_source_licence_and_day(client, guides, municipality):
    source = Source.objects.create(
        municipality=municipality, name="quelle", title="Die <Quelle>", license="CC BY 4.0", attribution="Vom Amt"
    )
    url = "https://example.org/miete/"
    ImportedPage.objects.create(
        source=source, source_key="7", page=guides.rent, language="de", path="/", url=url, stated_on=date(2024, 1, 17)
    )
    html = html_of(client, "/de/wohnen/miete/")
    for part in ("17. Januar 2024", "Die &lt;Quelle&gt;", "CC BY 4.0", "Vom Amt", f'href="{url}" rel="noreferrer"'):
        assert part in html


def test_a_table_is_read_with_its_headings(client, guides):
    value = {"columns": [{"type": CELL, "heading": "Wer"}, {"type": CELL, "heading": "Wann"}], "caption": ""}
    value["rows"] = [{"values": ["<p>Amt</p>", "<p>Montag</p>"]}]
    GuidePage.objects.filter(pk=guides.rent.pk).update(body=json.dumps([{"type": TABLE, "value": value}]))
    html = html_of(client, "/de/wohnen/miete/")
    assert '<th scope="col">Wer</th>' in html and "Montag" in html


def test_a_guide_can_only_be_read(client, guides):
    assert client.post("/de/wohnen/miete/").status_code == 405


def test_a_guide_needs_few_queries(client, guides, django_assert_max_num_queries):
    client.get("/de/wohnen/miete/")
    with django_assert_max_num_queries(16):
        client.get("/de/wohnen/miete/")


def test_the_sitemap_has_the_address_of_each_language(client, guides):
    text = html_of(client, "/sitemap-1.xml")
    assert "/de/wohnen/miete/" in text and "/en/housing/rent/" in text
    assert "/en/wohnen/" not in text and "/en/wohnen/wasser/" not in text


def test_one_document_holds_all_languages_of_a_page(guides):
    (document,) = load([str(guides.rent.translation_key)])
    assert dict(document.title) == {"de": "Miete", "en": "Rent"}
    assert "Kaution" in dict(document.body)["de"] and "deposit" in dict(document.body)["en"]
    assert document.tags == ("in:testburg", "kind:page")


def test_a_page_is_found_by_the_words_of_any_language(guides):
    assert titles(ask("Kaution", kinds=(KIND,))) == ["Miete"]
    assert titles(ask("Kaution", language="en", kinds=(KIND,))) == ["Rent"]
    assert titles(ask("landlord", kinds=(KIND,)))[0] == "Miete"


def test_a_page_that_is_missing_in_the_readers_language_says_so(guides):
    (card,) = ask("Leitungswasser", language="en", kinds=(KIND,)).cards
    assert card.title.language == "de"
    assert len(card.labels) == 2


def test_lists_of_offers_hold_no_pages(guides):
    assert ask("Kaution").total == 0
    assert ask("").total == 0


def test_pages_of_another_town_are_not_found(guides, other_municipality):
    found = find(SearchQuery(municipality="nebenstadt", language="de", today=TODAY, text="Kaution", kinds=(KIND,)))
    assert found.total == 0


def test_pages_stand_beside_the_offers_with_a_way_to_all(client, guides):
    html = html_of(client, "/de/angebote/?q=Kaution")
    assert 'href="/de/wohnen/miete/"' in html
    only = html_of(client, "/de/angebote/?q=Kaution&bereich=ratgeber")
    assert 'href="/de/wohnen/miete/"' in only


def test_pages_that_only_come_near_do_not_stand_beside_the_offers(client, guides, municipality):
    make_offer(municipality, title="Museum")
    guides.drain()
    assert ask("Museum", kinds=(KIND,)).total
    assert "bereich=" not in html_of(client, "/de/angebote/?q=Museum")


def test_an_unknown_area_is_left_out(client, guides):
    assert client.get("/de/angebote/?q=Kaution&bereich=unsinn").status_code == 200


@pytest.mark.parametrize("words", [("kaution",), ("Miete", "Vertrag")])
def test_the_database_finds_pages_when_there_is_no_engine(guides, words):
    query = DocumentQuery(today=TODAY, raw_words=words, filters=(frozenset({"in:testburg"}),))
    answer = sources()[KIND].list_documents(query)
    assert answer.uids == (f"page:{guides.rent.translation_key}",)


def test_private_pages_are_neither_found_nor_listed(guides):
    restriction = PageViewRestriction(page=guides.housing, restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    assert load([str(guides.rent.translation_key)])[0].title == (("en", "Rent"),)
    assert titles(ask("Kaution", kinds=(KIND,))) == ["Rent"]


@pytest.mark.parametrize("change", ["publish", "unpublish", "move", "delete"])
def test_the_index_hears_of_every_change(guides, change):
    OutboxEntry.objects.all().delete()
    page = GuidePage.objects.get(pk=guides.rent.pk)
    if change == "publish":
        page.save_revision().publish()
    elif change == "move":
        page.move(guides.water, pos="last-child")
    else:
        getattr(page, change)()
    assert OutboxEntry.objects.filter(kind=KIND, key=str(guides.rent.translation_key)).exists()


def test_a_page_that_went_offline_is_gone_at_once_and_after_indexing(guides):
    GuidePage.objects.get(pk=guides.water.pk).unpublish()
    assert ask("Leitungswasser", kinds=(KIND,)).total == 0
    guides.drain()
    assert ask("Leitungswasser", kinds=(KIND,)).total == 0


def test_pages_about_the_site_are_found_too(guides):
    page = InfoPage.objects.get(slug="datenschutz", locale__language_code="de")
    assert load([str(page.translation_key)])[0].title


def test_long_texts_come_in_passages_of_whole_lines(guides):
    line = "Ein Satz mit sieben Wörtern steht hier."
    guide = make_guide(guides.housing, "Lang", f"<p>{line}</p>" * 60)
    (text,) = live_texts([str(guide.translation_key)])[str(guide.translation_key)]
    first, *parts = passages(text, "Wohnen")
    assert (
        first == "Wohnen: Lang"
        and len(parts) > 2
        and all(part.startswith("Lang. ") and part.endswith("hier.") for part in parts)
    )
    assert sum(part.count(line) for part in parts) == 60


def test_a_page_without_text_has_its_title_alone(guides):
    guide = make_guide(guides.housing, "Leer", "")
    (text,) = live_texts([str(guide.translation_key)])[str(guide.translation_key)]
    assert list(passages(text, "Wohnen")) == ["Leer."]


def test_a_page_below_a_subject_is_read_with_the_title_of_the_subject(guides):
    (document,) = load([str(guides.rent.translation_key)])
    assert any(text == "Wohnen: Miete" for _language, text in document.passages)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("<p>a</p><p>b</p>", "a\nb"), ("<ul><li>a &amp; b</li></ul>", "a & b"), ("a<br/>b", "a\nb"), ("{phone}", "")],
)
def test_rich_text_becomes_lines(value, expected):
    assert plain(value) == expected
