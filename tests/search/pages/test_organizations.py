import pytest

from directory.models import Contact, Visibility
from tests.factories import make_live_offer, make_location, make_offer, make_organization

HIDDEN = "0152 28817386"
MOST_QUERIES = 6


@pytest.fixture
def started(index, municipality):
    municipality.office_name, municipality.office_phone = "Büro für Integration", "030 23125 100"
    municipality.save()
    index.rebuild()
    return index


def get(client, organization):
    response = client.get(f"/de/anbieter/{organization.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def phone(organization, number, visibility=Visibility.PUBLIC):
    Contact.objects.create(organization=organization, visibility=visibility, phone=number)


def test_an_organisation_shows_what_it_is_its_contact_and_its_offers(client, started, municipality):
    place = make_location(municipality, "Haus Amsel", street="Amselweg 9")
    organization = make_organization(
        municipality, "Verein Amsel", types=["mso"], community_languages=["ti"], location=place
    )
    phone(organization, "030 23125 360")
    offer = make_offer(municipality, title="Kochen am Freitag", organization=organization)
    started.drain()
    page = get(client, organization)
    for words in ("Verein Amsel", "Tigrinya", "tel:+493023125360", "Amselweg 9", f"/de/angebote/{offer.slug}/"):
        assert words in page


def test_an_organisation_takes_six_queries_at_most(client, started, municipality, django_assert_max_num_queries):
    organization = make_organization(municipality)
    for _number in range(12):
        make_offer(municipality, organization=organization)
    started.drain()
    get(client, organization)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = get(client, organization)
    assert page.count('class="hit"') == 10


def test_an_organisation_without_offers_says_so(client, started, municipality):
    assert 'class="hit"' not in get(client, make_organization(municipality))


def test_a_group_reached_via_the_office_shows_only_the_office(client, started, municipality):
    place = make_location(municipality, street="Amselweg 9")
    organization = make_organization(
        municipality, contact_via_office=True, location=place, website="https://gruppe.example.org"
    )
    phone(organization, HIDDEN)
    page = get(client, organization)
    assert "030 23125 100" in page
    assert not [words for words in (HIDDEN, "gruppe.example.org", "Amselweg") if words in page]


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.PROFESSIONALS])
def test_contacts_that_are_not_public_stay_hidden(client, started, municipality, visibility):
    organization = make_organization(municipality)
    phone(organization, HIDDEN, visibility)
    assert HIDDEN not in get(client, organization)


def test_a_protected_place_is_only_told_to_be_one(client, started, municipality):
    shelter = make_location(municipality, "Haus am Wald", type="geschuetzt")
    assert "Haus am Wald" not in get(client, make_organization(municipality, location=shelter))


def test_an_organisation_with_a_sensitive_offer_stays_out_of_search_engines(client, started, municipality):
    organization = make_organization(municipality, "Schutz vor Gewalt e. V.")
    make_live_offer(municipality, organization=organization, sensitive=True)
    started.drain()
    response = client.get(f"/de/anbieter/{organization.slug}/")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Gewalt" not in response.content.decode().partition("</title>")[0]


def test_an_organisation_that_is_no_longer_active_tells_no_contact(client, started, municipality):
    organization = make_organization(municipality, active=False)
    phone(organization, "030 23125 360")
    page = get(client, organization)
    assert "030 23125 360" not in page
    assert "030 23125 100" in page


def test_an_offer_leads_to_its_organisation(client, started, municipality):
    organization = make_organization(municipality, "Verein Amsel")
    offer = make_offer(municipality, organization=organization)
    assert f'href="/de/anbieter/{organization.slug}/"' in client.get(f"/de/angebote/{offer.slug}/").content.decode()


def test_an_organisation_of_another_county_is_not_there(client, started, other_municipality):
    other_municipality.county = "Landkreis Anderswo"
    other_municipality.save()
    organization = make_organization(other_municipality)
    assert client.get(f"/de/anbieter/{organization.slug}/").status_code == 404


def test_an_organisation_of_the_same_county_is_there(client, started, municipality, other_municipality):
    for town in (municipality, other_municipality):
        town.county = "Landkreis Testland"
        town.save()
    get(client, make_organization(other_municipality))
