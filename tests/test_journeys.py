"""Whole ways through the program, from the editor's desk to the reader's page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from directory.models import Contact, CourseRun, Offer, OfferText, Visibility
from directory.showing import berlin_today
from directory.writing.workbench import open_workbench
from tests.factories import make_live_offer, make_offer, make_organization, publish_offer

HOST = "testburg.localhost"


@pytest.fixture
def staff(db):
    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.create_superuser("verwaltung"))
    return client


@pytest.fixture
def searchable(index, municipality):
    index.rebuild()
    return index


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def form_data(html):
    """What a browser would send for the edit form as it stands."""
    from bs4 import BeautifulSoup

    form = BeautifulSoup(html, "html.parser").find("form", attrs={"data-edit-form": True})
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.get("type") in ("submit", "button", "file") or "__prefix__" in name:
            continue
        if field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            data[name] = [option["value"] for option in field.find_all("option", selected=True)]
        else:
            data[name] = field.get("value", "") if field.name == "input" else field.text.removeprefix("\n")
    return data


def test_an_editor_writes_and_publishes_an_offer_that_readers_find(staff, client, searchable, municipality):
    offer = make_offer(municipality, publish=False, title="Entwurf")
    edit = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    data = form_data(page(staff, edit))
    data |= {"title": "Nähen für alle", "topics": ["kultur"], "slots": "Mo Mi 18-20", "action-publish": "1"}
    response = staff.post(edit, data)
    assert response.status_code == 302, response.content.decode()[:3000]
    searchable.drain()
    assert "Nähen für alle" in page(client, "/de/angebote/?q=nähen&zeit=abends&thema=kultur")


def test_an_editor_cannot_tell_where_a_protected_place_is(staff, municipality):
    from directory.models import Location

    place = Location.objects.create(municipality=municipality, name="Haus", street="Amselweg 3", town="Testburg")
    edit = reverse("wagtailsnippets_directory_location:edit", args=[place.pk])
    data = form_data(page(staff, edit)) | {"type": "geschuetzt"}
    assert staff.post(edit, data).status_code == 302
    place.refresh_from_db()
    assert (place.type, place.street, place.postcode, place.district) == ("geschuetzt", "", "", None)


def test_words_travel_from_german_to_arabic_and_stay_honest(staff, client, searchable, municipality):
    organization = make_organization(municipality)
    contact = Contact.objects.create(organization=organization, visibility=Visibility.PUBLIC, phone="030 23125 111")
    offer = make_offer(municipality, title="Nähkurs", summary="Wir nähen.", organization=organization)
    arabic = Locale.objects.get(language_code="ar")

    # A translator opens the offer: the workbench is filled, nothing of it is public.

    translation = open_workbench(offer, arabic)
    row = OfferText.objects.get(offer=offer, locale=arabic)
    assert "Nähkurs" in page(client, f"/ar/angebote/{offer.slug}/")
    assert page(staff, reverse("wagtailsnippets_directory_offertext:edit", args=[row.pk]))
    for segment in translation.source.stringsegment_set.all():
        words = {"title": "دورة خياطة", "summary": "نحن نخيط."}[segment.context.path]
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=arabic,
            defaults={"data": words, "translation_type": "manual", "last_translated_by": User.objects.get()},
        )
    Translation.objects.get(pk=translation.pk).save_target(user=User.objects.get(), publish=True)
    searchable.drain()
    html = page(client, f"/ar/angebote/{offer.slug}/")
    assert "دورة خياطة" in html
    assert "030 23125 111" in html
    assert "دورة خياطة" in page(client, "/ar/angebote/?q=خياطة")

    # The German title changes, and the phone number.
    before = html
    offer.title = "Nähkurs für Fortgeschrittene"
    publish_offer(offer)
    contact.phone = "030 23125 999"
    contact.save()
    for language in ("de", "de-simple", "en", "ar"):
        html = page(client, f"/{language}/angebote/{offer.slug}/")
        assert "030 23125 999" in html
        assert "030 23125 111" not in html
    html = page(client, f"/ar/angebote/{offer.slug}/")
    assert "دورة خياطة" in html
    assert 'class="note' in html
    assert 'class="note' not in before


def test_nobody_edits_the_source_words_beside_the_offer(staff, municipality):
    offer = make_offer(municipality)
    row = offer.texts.get(locale__language_code="de")
    response = staff.get(reverse("wagtailsnippets_directory_offertext:edit", args=[row.pk]))
    assert response.status_code in (302, 403)


def test_a_run_is_gone_at_midnight_without_any_job(client, searchable, municipality, monkeypatch):
    offer = make_offer(municipality, publish=False, title="Kurs", kind="sprachkurs")
    offer.runs = [CourseRun(starts_on=berlin_today(), ends_on=berlin_today(), seats_free=3, seats="frei")]
    publish_offer(offer)
    searchable.drain()
    path = f"/de/angebote/{offer.slug}/"
    today = page(client, path)
    tomorrow = berlin_today() + timedelta(days=1)
    monkeypatch.setattr("directory.pages.views.berlin_today", lambda: tomorrow)
    assert page(client, path) != today


def test_an_imported_offer_and_an_editors_draft_both_survive(municipality):
    from directory.writing.live_writes import live_write

    offer = make_live_offer(municipality, title="Chor", summary="Wir singen.")
    offer.title = "Chor der Sprachen"
    offer.save_revision()
    with live_write([offer.pk]):
        Offer.objects.filter(pk=offer.pk).update(summary="Wir singen am Montag.")
    offer.refresh_from_db()
    offer.latest_revision.publish()
    offer.refresh_from_db()
    assert (offer.title, offer.summary) == ("Chor der Sprachen", "Wir singen am Montag.")
