"""A protected place has no address in the database, whichever way it is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory

from directory.models import CourseRun, Location
from tests.factories import make_district, make_location, make_offer, make_text

SECRETS = {
    "street": "Geheimweg 7", "postcode": "00007", "latitude": 52.1, "longitude": 10.1, "stop": "Geheimplatz",
    "walk_minutes": 3, "arrival_hint": "blaue Tür", "floor": "2. Stock",
}  # fmt: skip


def assert_nothing_stored(location):
    stored = Location.objects.filter(pk=location.pk).values(*Location.WITHHELD).get()
    empty = {("district" if name == "district" else name): value for name, value in Location.WITHHELD.items()}
    assert stored == empty


def test_a_form_stores_no_address(municipality):
    fields = ["municipality", "name", "type", "district", *SECRETS]
    form = modelform_factory(Location, fields=fields)(
        {"municipality": municipality.pk, "name": "Zuflucht", "type": "geschuetzt", **SECRETS}
        | {"district": make_district(municipality).pk}
    )
    assert form.is_valid(), form.errors
    assert_nothing_stored(form.save())


def test_code_stores_no_address(municipality):
    assert_nothing_stored(
        make_location(municipality, type="geschuetzt", district=make_district(municipality), **SECRETS)
    )


def test_a_place_that_becomes_protected_loses_its_address(municipality):
    location = make_location(municipality, **SECRETS)
    location.type = "geschuetzt"
    location.save(update_fields=["type"])
    assert_nothing_stored(location)


@pytest.mark.parametrize("value", [{name: value} for name, value in SECRETS.items()], ids=list(SECRETS))
def test_the_database_refuses_a_bulk_update_with_an_address(municipality, value):
    location = make_location(municipality, type="geschuetzt")
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=location.pk).update(**value)


def test_the_database_refuses_a_bulk_update_with_a_district(municipality):
    location = make_location(municipality, type="geschuetzt")
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=location.pk).update(district=make_district(municipality))


def test_the_database_refuses_a_bulk_insert_with_an_address(municipality):
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.bulk_create([Location(municipality=municipality, name="x", type="geschuetzt", street="Weg 1")])


def test_the_database_refuses_protecting_a_place_that_keeps_its_address(municipality):
    location = make_location(municipality, **SECRETS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=location.pk).update(type="geschuetzt")


def test_the_public_document_tells_only_that_the_place_is_protected(municipality):
    offer = make_offer(municipality, location=make_location(municipality, name="Zuflucht", type="geschuetzt"))
    place = offer.document.facts["places"][0]
    assert {name: value for name, value in place.items() if value} == {"protected": True, "status": "laufend"}


def test_protecting_a_place_takes_its_address_out_of_published_documents(municipality):
    location = make_location(municipality, district=make_district(municipality), **SECRETS)
    offer = make_offer(municipality, location=location)
    location.type = "geschuetzt"
    location.save()
    offer.document.refresh_from_db()
    assert not any(str(secret) in str(offer.document.facts) for secret in SECRETS.values() if secret != 3)


@pytest.mark.parametrize("field", ["title", "summary", "description", "how_to_join", "access_note", "cost_note"])
def test_words_of_an_offer_at_a_protected_place_name_no_street(municipality, field):
    location = make_location(municipality, type="geschuetzt")
    offer = make_offer(municipality, publish=False, location=location)
    setattr(offer, field, "Kommen Sie in den Beispielweg 12.")
    with pytest.raises(ValidationError) as error:
        offer.full_clean()
    assert list(error.value.message_dict) == [field]


def test_other_offers_may_name_a_street(municipality):
    offer = make_offer(municipality, publish=False, location=make_location(municipality))
    offer.summary = "Kommen Sie in den Beispielweg 12."
    offer.full_clean()


def test_words_must_not_name_a_street_when_only_a_run_is_at_a_protected_place(municipality):
    offer = make_offer(municipality, publish=False, summary="Beispielstraße 5")
    offer.runs = [CourseRun(location=make_location(municipality, type="geschuetzt"))]
    with pytest.raises(ValidationError, match="Beispielstraße 5"):
        offer.clean()


def test_words_of_a_protected_place_lose_their_street_in_every_language(municipality):
    offer = make_offer(municipality, location=make_location(municipality, type="geschuetzt"))
    make_text(offer, "en", title="Help for women", summary="Come to Amselstraße 5.")
    row = offer.texts.get(locale__language_code="en")
    assert (row.title, row.summary) == ("Help for women", "")


def test_a_place_that_becomes_protected_takes_the_street_out_of_public_words(municipality):
    place = make_location(municipality)
    offer = make_offer(municipality, location=place, summary="Wir sind in der Amselstraße 5.")
    make_text(offer, "en", summary="We are at Amselstraße 5.")
    place.type = "geschuetzt"
    place.save()
    assert not any("Amselstraße" in row.summary for row in offer.texts.all())
