"""A change to a row that offers show reaches their public documents and the index."""

import pytest

from directory.models import Contact, OutboxEntry, PublicDocument, SearchWord, Source, Term, Visibility
from tests.factories import make_district, make_location, make_offer, make_organization, make_text


@pytest.fixture
def organization(municipality):
    return make_organization(municipality, name="Verein Alt")


@pytest.fixture
def place(municipality):
    return make_location(municipality, name="Haus Alt", district=make_district(municipality, name="Nord"))


@pytest.fixture
def offer(municipality, organization, place):
    offer = make_offer(municipality, organization=organization, location=place, topics=["sport"])
    make_offer(municipality)  # another one that nothing here touches
    OutboxEntry.objects.all().delete()
    return offer


def queued():
    return set(OutboxEntry.objects.values_list("key", flat=True))


def facts(offer):
    offer.document.refresh_from_db()
    return offer.document.facts


def public_contact(**values):
    return Contact.objects.create(visibility=Visibility.PUBLIC, **values)


def test_a_renamed_organization_is_renamed_in_the_document(offer, organization):
    organization.name = "Verein Neu"
    organization.save()
    assert (facts(offer)["organizations"][0]["name"], queued()) == ("Verein Neu", {str(offer.pk)})


def test_a_moved_place_moves_in_the_document(offer, place):
    place.street = "Neuer Weg 2"
    place.save()
    assert (facts(offer)["places"][0]["street"], queued()) == ("Neuer Weg 2", {str(offer.pk)})


def test_a_place_in_another_district_changes_the_tags(offer, place, municipality):
    place.district = make_district(municipality)
    place.save()
    facts(offer)
    assert f"|d:{place.district.pk}|" in offer.document.tags


def test_a_renamed_district_queues_its_offers(offer, place):
    place.district.name_de = "Nordstadt"
    place.district.save()
    assert queued() == {str(offer.pk)}


def test_a_renamed_larger_area_queues_the_offers_inside(offer, place, municipality):
    town = make_district(municipality)
    place.district.parents.add(town)
    OutboxEntry.objects.all().delete()
    town.name_de = "Kernstadt"
    town.save()
    assert queued() == {str(offer.pk)}


def test_a_district_put_into_a_larger_area_carries_its_tag(offer, place, municipality):
    town = make_district(municipality)
    place.district.parents.add(town)
    facts(offer)
    assert f"|d:{town.pk}|" in offer.document.tags


def test_an_offer_deleted_with_its_contacts_leaves_no_document(offer):
    public_contact(offer=offer, phone="0000 123")
    offer.delete()
    assert not PublicDocument.objects.filter(slug=offer.slug).exists()


def test_a_new_county_reaches_offers_for_the_county(municipality):
    offer = make_offer(municipality, reach="landkreis")
    municipality.county = "Testkreis"
    municipality.save()
    facts(offer)
    assert "|county:Testkreis|" in offer.document.tags


def test_a_renamed_value_queues_the_offers_that_carry_it(offer):
    term = Term.objects.get(vocabulary="topic", slug="sport")
    term.label_de = "Bewegung"
    term.save()
    assert queued() == {str(offer.pk)}


def test_a_search_word_queues_nothing_because_the_index_holds_none(offer):
    SearchWord.objects.create(term=Term.objects.get(vocabulary="topic", slug="sport"), language="de", word="bolzen")
    assert queued() == set()


def test_a_public_contact_of_the_provider_reaches_the_document(offer, organization):
    public_contact(organization=organization, phone="0000 123")
    assert (facts(offer)["contacts"][0]["phone"], queued()) == ("0000 123", {str(offer.pk)})


def test_a_new_phone_number_replaces_the_old_one(offer, organization):
    contact = public_contact(organization=organization, phone="0000 123")
    contact.phone = "0000 456"
    contact.save()
    assert [row["phone"] for row in facts(offer)["contacts"]] == ["0000 456"]


def test_a_deleted_contact_leaves_the_document(offer, organization):
    public_contact(organization=organization, phone="0000 123").delete()
    assert facts(offer)["contacts"] == []


def test_a_contact_that_becomes_internal_leaves_the_document(offer, organization):
    contact = public_contact(organization=organization, phone="0000 123")
    contact.visibility = Visibility.INTERNAL
    contact.save()
    assert facts(offer)["contacts"] == []


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.PROFESSIONALS])
def test_contacts_that_are_not_public_stay_out(offer, organization, visibility):
    Contact.objects.create(organization=organization, phone="0000 123", visibility=visibility)
    assert "0000 123" not in str(facts(offer))


def test_contacts_of_the_offer_itself_come_before_those_of_its_provider(offer, organization):
    public_contact(organization=organization, phone="0000 123")
    public_contact(offer=offer, phone="0000 456")
    assert [row["phone"] for row in facts(offer)["contacts"]] == ["0000 456"]


def test_a_contact_moved_to_another_provider_leaves_the_first_ones_offers(offer, organization, municipality):
    contact = public_contact(organization=organization, phone="0000 123")
    contact.organization = make_organization(municipality)
    contact.save()
    assert facts(offer)["contacts"] == []


def test_a_provider_that_answers_through_the_office_shows_the_offices_number(offer, organization, municipality):
    municipality.office_name, municipality.office_phone = "Büro", "0000 999"
    municipality.save()
    public_contact(organization=organization, phone="0000 123")
    organization.contact_via_office = True
    organization.save()
    assert [row["phone"] for row in facts(offer)["contacts"]] == ["0000 999"]


def test_a_new_number_of_the_office_reaches_offers_that_show_it(offer, organization, municipality):
    organization.contact_via_office = True
    organization.save()
    municipality.office_phone = "0000 888"
    municipality.save()
    assert [row["phone"] for row in facts(offer)["contacts"]] == ["0000 888"]


def test_a_name_of_a_person_is_never_public(offer, organization):
    public_contact(organization=organization, phone="0000 123", person_name="Kim Beispiel", deputy_name="Ada Muster")
    assert not {"Kim", "Ada"} & set(str(facts(offer)).replace("'", " ").split())


def test_a_drafts_dependants_stay_unpublished(municipality, organization):
    draft = make_offer(municipality, publish=False, organization=organization)
    organization.name = "Verein Neu"
    organization.save()
    assert str(draft.pk) not in queued()


def test_a_successor_that_is_published_later_appears_on_the_ended_offer(municipality):
    successor = make_offer(municipality, publish=False)
    ended = make_offer(municipality, status="beendet", successor=successor)
    successor.save_revision().publish()
    assert facts(ended)["successor"] == successor.slug


def test_a_renamed_source_reaches_its_offers(municipality):
    source = Source.objects.create(municipality=municipality, name="liste", license="CC BY 3.0")
    offer = make_offer(municipality, source=source)
    source.license = "CC BY 4.0"
    source.save()
    assert facts(offer)["source"]["license"] == "CC BY 4.0"


def test_a_deleted_district_leaves_the_document(offer, place):
    place.district.delete()
    assert facts(offer)["districts"] == []


def test_a_deleted_source_is_no_longer_named(offer, municipality):
    source = Source.objects.create(municipality=municipality, name="alt")
    offer.source = source
    offer.save_revision().publish()
    source.delete()
    assert facts(offer)["source"] is None


def test_a_renamed_kind_of_course_is_indexed_anew(municipality):
    course = make_offer(municipality, course_type="integrationskurs")
    OutboxEntry.objects.all().delete()
    Term.objects.get(vocabulary="course-type", slug="integrationskurs").save()
    assert queued() == {str(course.pk)}


def test_deleted_words_leave_the_index(offer):
    row = make_text(offer, "en", title="Choir")
    OutboxEntry.objects.all().delete()
    row.delete()
    assert queued() == {str(offer.pk)}
