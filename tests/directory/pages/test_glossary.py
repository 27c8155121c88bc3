import csv

import pytest

from directory.memory import memory
from directory.models import Term
from directory.pages.glossary import explained, german_beside
from directory.vocabularies import DATA
from tests.factories import make_live_offer

pytestmark = pytest.mark.django_db
LINK = '<a href="/de/woerter/#{}">{}</a>'


def test_every_shipped_term_is_explained_in_every_language():
    with (DATA / "vocabularies" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 47
    for row in rows:
        assert all(row[f"explanation_{language}"] and row[language] for language in ("de", "de_simple", "en", "ar"))


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "ar"])
def test_the_glossary_shows_confirmed_terms_with_an_address(client, municipality, language):
    html = client.get(f"/{language}/woerter/").content.decode()
    assert 'id="but"' in html and "Jobcenter" in html


def test_a_term_that_nobody_confirmed_is_not_public(client, municipality):
    assert 'id="kaz"' not in client.get("/de/woerter/").content.decode()
    Term.objects.get(vocabulary="glossary", slug="kaz").delete()
    Term.objects.create(vocabulary="glossary", slug="kaz", label_de="KAZ", explanation_de="Ein Haus.")
    assert "Ein Haus." in client.get("/de/woerter/").content.decode()


def test_words_of_offices_only_are_not_for_readers(client, municipality):
    assert 'id="lob"' not in client.get("/de/woerter/").content.decode()


@pytest.mark.parametrize(
    ("term", "german", "beside"),
    [
        ("مركز العمل (جوب سنتر)", "Jobcenter", "Jobcenter"),
        ("VHS (مدرسة الكبار)", "VHS", ""),
        ("DaZ، DaF", "DaZ, DaF", ""),
        ("بطاقة قادة الشباب (JuLeiCa)", "Jugendleiter-Card (JuLeiCa)", "Jugendleiter-Card"),
        ("LGBTI*", "LSBTI*", "LSBTI*"),
    ],
)
def test_what_the_term_says_already_is_not_said_in_german_again(term, german, beside):
    assert german_beside(term, german) == beside


def test_only_the_first_place_of_a_term_is_linked():
    text = explained("BuT hilft. BuT zahlt.", "de", None)
    assert text == f"{LINK.format('but', 'BuT')} hilft. BuT zahlt."


@pytest.mark.parametrize("text", ["buttern", "BuTter", "but", "Jobcenter-Brief", "Vor-Jobcenter", "KAZ"])
def test_parts_of_words_other_spellings_and_open_terms_are_not_linked(text):
    assert explained(text, "de", None) == text


def test_another_spelling_leads_to_the_same_term():
    assert explained("Bildung und Teilhabe", "de", None) == LINK.format("but", "Bildung und Teilhabe")


def test_what_an_editor_typed_stays_text():
    text = explained('<script>BuT</script> & "Asyl"', "de", None)
    assert "<script>" not in text
    assert text.startswith("&lt;script&gt;<a href=") and "&amp; &quot;<a href=" in text


def test_an_offer_links_office_words(client, municipality):
    offer = make_live_offer(
        municipality, summary="Der Weg zum Jobcenter.", description="Das Jobcenter hilft.\nBuT auch."
    )
    html = client.get(f"/de/angebote/{offer.slug}/").content.decode()
    assert html.count("/de/woerter/#jobcenter") == 1 and "/de/woerter/#but" in html


def test_explaining_asks_the_database_nothing(django_assert_num_queries):
    memory()
    explained("Jobcenter", "de", None)
    with django_assert_num_queries(0):
        explained("Jobcenter und Asyl", "de", None)
