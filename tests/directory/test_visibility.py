"""Fields that are not public are filled with canaries; nothing that readers can get may contain one."""

import io
import json
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from directory.findable.offers import load
from directory.models import Confirmation, Contact, CourseRun, Offer, OfferLanguage, PublicDocument, Visibility
from directory.visibility import FIELDS, PUBLIC, TECHNICAL
from tests.factories import make_district, make_live_offer, make_location, make_offer, make_organization, publish_offer

CANARY = "Kanarienvogel"
DIGITS = "0152 28817386"


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_declared(name):
    model = apps.get_model("directory", name)
    undeclared = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in FIELDS[name] and field.name not in TECHNICAL
    ]
    assert not undeclared, f"Please declare in directory/visibility.py: {undeclared}"


def fill_hidden(record):
    """Put a canary into every field that is not public and can hold one."""
    for name, seen_by in FIELDS[type(record).__name__].items():
        field = record._meta.get_field(name)
        if seen_by == PUBLIC or field.choices:
            continue
        if isinstance(field, models.URLField):
            setattr(record, name, f"https://{CANARY.lower()}.example.org")
        elif isinstance(field, models.JSONField):
            setattr(record, name, [CANARY])
        elif isinstance(field, models.CharField | models.TextField):
            setattr(record, name, CANARY)
        elif isinstance(field, models.PositiveSmallIntegerField):
            setattr(record, name, 31313)
    return record


@pytest.fixture
def offer(municipality, index):
    index.rebuild()
    district = make_district(municipality)
    house = fill_hidden(make_location(municipality, district=district))
    house.save()
    organization = fill_hidden(
        make_organization(municipality, "Verein Amsel", types=["stadtteilzentrum"], location=house)
    )
    organization.save()
    for seen_by in (Visibility.INTERNAL, Visibility.PROFESSIONALS):
        Contact.objects.create(
            organization=organization, visibility=seen_by, role=CANARY, phone=DIGITS, email=f"{CANARY}@example.org"
        )
    public = Contact(organization=organization, visibility=Visibility.PUBLIC, phone="030 23125 111")
    visibility = public.visibility
    fill_hidden(public)
    public.visibility, public.consent_on = visibility, None
    public.save()
    offer = make_offer(municipality, publish=False, organization=organization, location=house)
    fill_hidden(offer)
    offer.runs = [fill_hidden(CourseRun(starts_on=date(2026, 1, 1))), CourseRun(draft=True, seats_total=31313)]
    offer.languages = [fill_hidden(OfferLanguage(role="personal", language="tr"))]
    offer.save()
    publish_offer(offer)
    Confirmation.objects.create(offer=offer, by_role=CANARY, confirmed_on=date(2026, 1, 2), note=CANARY)
    index.drain()
    return offer


def assert_no_canary(text):
    for secret in (CANARY, CANARY.lower(), DIGITS, "31313"):
        assert secret not in text


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "ar"])
def test_pages_hold_no_canary(client, offer, language):
    organization, district = offer.offer_organizations.get().organization, offer.municipality.districts.get()
    places = (f"anbieter/{organization.slug}/", f"stadtteile/{district.slug}/", "stadtteile/", "sprachkurse/")
    for path in (f"/{language}/{path}" for path in ("", "angebote/", f"angebote/{offer.slug}/", *places)):
        response = client.get(path)
        assert response.status_code == 200
        assert_no_canary(response.content.decode())


def test_document_and_index_hold_no_canary(offer):
    document = PublicDocument.objects.get(pk=offer.pk)
    assert_no_canary(json.dumps([document.facts, document.tags], ensure_ascii=False))
    assert_no_canary(repr(load([str(offer.pk)])))


def test_commands_print_no_canary(offer):
    for options in ({"json": True}, {}):
        out = io.StringIO()
        call_command("search", "", municipality="testburg", stdout=out, **options)
        assert offer.title in out.getvalue()
        assert_no_canary(out.getvalue())


def test_words_that_nobody_may_know_find_nothing(offer):
    out = io.StringIO()
    call_command("search", CANARY, municipality="testburg", json=True, stdout=out)
    assert json.loads(out.getvalue())["total"] == 0


def test_a_public_contact_of_a_group_reached_via_the_office_stays_hidden(client, municipality):
    municipality.office_phone = "030 23125 100"
    municipality.save()
    organization = make_organization(municipality, contact_via_office=True)
    Contact.objects.create(organization=organization, visibility=Visibility.PUBLIC, phone=DIGITS)
    offer = make_live_offer(municipality, organization=organization)
    page = client.get(f"/de/angebote/{offer.slug}/").content.decode()
    assert "030 23125 100" in page
    assert DIGITS not in page


def test_a_sensitive_offer_tells_browser_and_search_engines_nothing(client, municipality):
    offer = make_live_offer(
        municipality, title="Schutz vor Gewalt", neutral_title="Beratung", sensitive=True, topics=["schutz"]
    )
    response = client.get(f"/de/angebote/{offer.slug}/")
    head = response.content.decode().partition("</head>")[0]
    assert "Schutz" not in head
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "ld+json" not in response.content.decode()
    assert "og:" not in head


def test_offers_are_hidden_until_they_are_published(client, municipality):
    offer = make_offer(municipality, publish=False)
    assert Offer.objects.get(pk=offer.pk).live is False
    assert client.get(f"/de/angebote/{offer.slug}/").status_code == 404


def test_the_offers_own_contact_stays_hidden_too_when_its_group_is_reached_via_the_office(municipality):
    organization = make_organization(municipality, contact_via_office=True)
    offer = make_live_offer(municipality, organization=organization)
    Contact.objects.create(offer=offer, visibility=Visibility.PUBLIC, phone=DIGITS)
    offer.document.refresh_from_db()
    assert DIGITS not in json.dumps(offer.document.facts)
