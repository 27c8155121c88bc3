import re
from datetime import date

import pytest

from directory.models import Contact, Offer, Session, Source
from directory.writing.publishing import project
from tests.factories import make_live_offer, make_location, make_offer, make_organization, make_text

pytestmark = pytest.mark.django_db


def read(client, offer, language="en"):
    response = client.get(f"/{language}/angebote/{offer.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def main_of(html):
    return html[html.index("<main") : html.index("</main>")]


def test_the_page_costs_four_queries_at_most(client, municipality, django_assert_max_num_queries):
    successor = make_live_offer(municipality)
    offer = make_live_offer(municipality, successor=successor, location=make_location(municipality))
    read(client, offer)
    with django_assert_max_num_queries(4):
        read(client, offer)


def test_a_reader_gets_no_cookie(client, municipality):
    assert not client.get(f"/en/angebote/{make_live_offer(municipality).slug}/").cookies


def test_an_unknown_address_is_a_404_with_a_search_form(client, municipality):
    response = client.get("/en/angebote/gibt-es-nicht/")
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


def test_a_draft_has_no_page(client, municipality):
    offer = make_offer(municipality, publish=False)
    assert client.get(f"/de/angebote/{offer.slug}/").status_code == 404


def test_an_ended_offer_says_so_and_leads_on(client, municipality):
    successor = make_live_offer(municipality, title="Das Neue")
    offer = make_live_offer(municipality, status="beendet", successor=successor)
    html = read(client, offer)
    assert "This offer does not exist any more." in html
    assert f'href="/en/angebote/{successor.slug}/"' in html


def test_an_offer_past_its_last_day_says_that_it_ended(client, municipality):
    offer = make_live_offer(municipality, ends_on=date(2020, 1, 1))
    assert "This offer does not exist any more." in read(client, offer)


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not know what this costs. Please ask.",
        "We do not know whether your child can come. Please ask.",
        "We do not know whether there are steps. Please ask.",
    ],
)
def test_what_nobody_said_is_told_as_unknown(client, municipality, sentence):
    offer = make_live_offer(municipality, location=make_location(municipality))
    assert sentence in read(client, offer)


def test_steps_at_the_door_are_counted(client, municipality):
    access = {"zugang-stufenlos": False, "stufen-anzahl": 3}
    offer = make_live_offer(municipality, location=make_location(municipality, accessibility=access))
    assert "The entrance has 3 steps." in read(client, offer)


def test_a_protected_place_stays_unnamed(client, municipality):
    offer = make_live_offer(municipality, location=make_location(municipality, "Lindenhof", type="geschuetzt"))
    html = read(client, offer)
    assert "We do not tell the address on the internet. Call us." in html
    assert "Lindenhof" not in html and "geo:" not in html


def test_only_public_contacts_are_shown(client, municipality):
    provider = make_organization(municipality)
    Contact.objects.create(organization=provider, phone="030 23125 901", visibility="intern")
    Contact.objects.create(organization=provider, phone="030 23125 160", visibility="oeffentlich")
    html = read(client, make_live_offer(municipality, organization=provider))
    assert 'href="tel:+493023125160"' in html
    assert "23125 901" not in html


def test_without_a_contact_the_office_answers(client, municipality):
    municipality.office_phone = "030 23125 100"
    municipality.save()
    html = read(client, make_live_offer(municipality))
    assert 'href="tel:+493023125100"' in main_of(html)


def test_words_in_another_language_carry_it(client, municipality):
    offer = make_live_offer(municipality, title="Deutschkurs")
    html = read(client, offer, "ar")
    assert '<h1 lang="de" dir="ltr">Deutschkurs</h1>' in html
    assert html.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')


def test_machine_made_words_are_announced(client, municipality):
    offer = make_live_offer(municipality, title="Kurs")
    make_text(offer, "en", how="machine", checked=False, title="Course")
    assert "A computer translated this text." in read(client, offer)


def test_older_words_are_announced(client, municipality):
    offer = make_live_offer(municipality, title="Kurs")
    make_text(offer, "en", title="Course")
    Offer.objects.filter(pk=offer.pk).update(title="Anderer Kurs")
    project([offer.pk])
    assert "This text is older than the German text." in read(client, offer)


def test_own_steps_replace_those_from_facts(client, municipality):
    offer = make_live_offer(municipality, how_to_join="Rufen Sie an.\nKommen Sie.", registration=["mail"])
    html = read(client, offer, "de")
    assert re.search(r"<li><p>Rufen Sie an\.</p></li>\s*<li><p>Kommen Sie\.</p></li>", html)


def test_the_source_is_named_with_its_licence(client, municipality):
    source = Source.objects.create(
        municipality=municipality,
        name="fairgnuegen",
        title="FAIRgnügen",
        license="CC BY 4.0",
        attribution="Beispielstadt",
    )
    html = read(client, make_live_offer(municipality, source=source, source_key="1"))
    assert all(words in html for words in ("FAIRgnügen", "CC BY 4.0", "Beispielstadt"))


@pytest.fixture
def sensitive(municipality):
    return make_live_offer(municipality, title="Frauenhaus", topics=["schutz"], neutral_title="Hilfe am Telefon")


def test_a_sensitive_page_has_a_neutral_title(client, sensitive):
    title = re.search("<title>(.*?)</title>", read(client, sensitive))[1]
    assert "Hilfe am Telefon" in title and "Frauenhaus" not in title


def test_a_sensitive_page_stays_out_of_search_engines(client, sensitive):
    response = client.get(f"/de/angebote/{sensitive.slug}/")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_sensitive_page_can_be_left_quickly(client, sensitive):
    assert "data-leave" in read(client, sensitive)


def test_no_page_previews_a_sensitive_offer(client, sensitive):
    html = read(client, sensitive)
    assert "og:" not in html and "ld+json" not in html


def test_the_short_address_leads_to_the_readers_language(client, municipality):
    offer = make_live_offer(municipality)
    response = client.get(f"/a/{offer.number}", headers={"accept-language": "ar-EG,de;q=0.5"})
    assert response["Location"] == f"/ar/angebote/{offer.slug}/"
    assert "Accept-Language" in response["Vary"]


def test_an_unknown_number_is_a_404(client, municipality):
    assert client.get("/a/999999/").status_code == 404


def test_another_municipality_does_not_show_the_offer(client, municipality, other_municipality):
    offer = make_live_offer(other_municipality)
    assert client.get(f"/de/angebote/{offer.slug}/").status_code == 404


def test_an_offer_for_the_county_shows_in_both_municipalities(client, municipality, other_municipality):
    for town in (municipality, other_municipality):
        town.county = "Landkreis Test"
        town.save()
    offer = make_live_offer(other_municipality, reach="landkreis")
    assert client.get(f"/de/angebote/{offer.slug}/").status_code == 200


def test_the_preview_shows_words_that_are_not_stored(municipality):
    from directory.pages.offer_page import preview_context

    offer = make_live_offer(municipality)
    offer.title = "Neuer Titel"
    assert preview_context(offer, None)["offer"].texts["title"].text == "Neuer Titel"


def test_an_offer_that_was_never_saved_can_be_previewed(municipality):
    offer = Offer(municipality=municipality, slug="ganz-neu", title="Ganz neu")
    assert "Ganz neu" in offer.make_preview_request(None, "").content.decode()


def test_an_offer_with_meetings_only_tells_the_next_one(client, municipality):
    offer = make_live_offer(municipality)
    Session.objects.create(offer=offer, date=date(2099, 3, 3))
    project([offer.pk])
    assert "<dd>Tuesday, 3 March 2099</dd>" in read(client, offer)
