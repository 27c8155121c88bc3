from datetime import timedelta

import pytest

from directory.models import Contact, District, OfferLocation, Session, Visibility
from directory.showing import berlin_today
from tests.factories import make_district, make_location, make_offer, make_organization, publish_offer

TODAY = berlin_today()
SQUARES = {"weststadt": 0, "lerchenberg": 1}
MOST_QUERIES = 6


def square(column):
    west = 7 + column * 0.02
    corners = [[west, 54], [west + 0.02, 54], [west + 0.02, 54.01], [west, 54.01], [west, 54]]
    return {"type": "Polygon", "coordinates": [corners]}


@pytest.fixture
def town(index, municipality):
    """Weststadt with a centre and an offer, its neighbour Lerchenberg with none, two postcodes, one shared."""
    municipality.office_name, municipality.office_phone = "Büro für Integration", "030 23125 100"
    municipality.save()
    west = make_district(municipality, "Weststadt", slug="weststadt", postcodes=["00373", "00374"])
    berg = make_district(municipality, "Lerchenberg", slug="lerchenberg", neighbors=[west], postcodes=["00373"])
    for district in (west, berg):
        district.outline, district.attribution = square(SQUARES[district.slug]), "© Karte der Stadt"
        district.save()
    house = make_location(municipality, "Nachbarhaus", district=west, stop="Kranichstraße", walk_minutes=2)
    center = make_organization(municipality, "Weststadtzentrum", types=["stadtteilzentrum"], location=house)
    Contact.objects.create(organization=center, visibility=Visibility.PUBLIC, phone="030 23125 220")
    make_offer(
        municipality,
        organization=center,
        location=house,
        title="Frauencafé",
        topics=["begegnung"],
        slots=[{"day": "mo", "start": "09:30", "end": "11:30"}],
    )
    index.rebuild()
    index.drain()
    return index


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def tour(municipality, *stops):
    """An offer that comes to districts: (district, days from today)."""
    offer = make_offer(municipality, publish=False, title="Bus der Hilfe", formats=["wechselnd"])
    places = {
        slug: make_location(municipality, f"Halt {slug}", district=District.objects.get(slug=slug))
        for slug, _d in stops
    }
    offer.offer_locations = [OfferLocation(location=place) for place in places.values()]
    offer.sessions = [Session(date=TODAY + timedelta(days=days), location=places[slug]) for slug, days in stops]
    offer.save()
    publish_offer(offer)


def test_a_district_shows_centre_dates_topics_and_neighbours(client, town):
    page = get(client, "/de/stadtteile/weststadt/")
    for words in ("Weststadtzentrum", "tel:+493023125220", "Frauencafé", "stadtteil=weststadt&amp;thema=begegnung"):
        assert words in page
    assert 'href="/de/stadtteile/lerchenberg/"' in page


def test_a_district_takes_six_queries_at_most(client, town, django_assert_max_num_queries):
    get(client, "/de/stadtteile/weststadt/")
    with django_assert_max_num_queries(MOST_QUERIES):
        get(client, "/de/stadtteile/weststadt/")


def test_a_district_without_offers_tells_what_is_close_its_stop_and_whom_to_call(client, town):
    page = get(client, "/de/stadtteile/lerchenberg/")
    for words in ("Frauencafé", "Kranichstraße", "tel:+493023125100"):
        assert words in page


def test_a_touring_offer_is_told_with_its_next_day_here(client, town, municipality):
    tour(municipality, ("lerchenberg", 30), ("weststadt", 2))
    town.drain()
    page = get(client, "/de/stadtteile/lerchenberg/")
    assert "Halt lerchenberg" in page
    assert "Halt weststadt" not in page


def test_dates_come_in_the_order_of_time(client, town, municipality):
    tour(municipality, ("weststadt", 40))
    town.drain()
    page = get(client, "/de/stadtteile/weststadt/")
    assert page.index("Frauencafé") < page.index("Bus der Hilfe")


def test_a_protected_place_never_leads_to_a_district(client, town, municipality):
    west = District.objects.get(slug="weststadt")
    shelter = make_location(municipality, "Haus Linde", type="geschuetzt", district=west)
    make_organization(municipality, "Haus Linde", types=["familienzentrum"], location=shelter)
    make_offer(municipality, title="Schutz für Frauen", location=shelter)
    town.drain()
    assert "Linde" not in get(client, "/de/stadtteile/weststadt/")


def test_the_map_marks_the_district_and_names_its_source(client, town):
    page = get(client, "/de/stadtteile/weststadt/")
    assert 'href="/de/stadtteile/weststadt/" aria-label="Weststadt" aria-current="page"' in page
    assert "© Karte der Stadt" in page


def test_a_town_without_shapes_has_a_list_and_no_map(client, town):
    District.objects.update(outline=None)
    District.objects.first().save()
    page = get(client, "/de/stadtteile/")
    assert "<svg" not in page
    assert 'href="/de/stadtteile/weststadt/"' in page


@pytest.mark.parametrize("text", ["00374", "weststadt", "Weststadt", " WESTSTADT "])
def test_a_postcode_or_name_of_one_district_leads_there(client, town, text):
    response = client.get("/de/stadtteile/", {"stadtteil": text})
    assert response.headers["Location"] == "/de/stadtteile/weststadt/"


@pytest.mark.parametrize("text", ["00373", "99999", "Atlantis", "<script>", "x" * 5000, "\0"])
def test_what_is_ambiguous_or_unknown_gives_a_hint_and_the_list(client, town, text):
    response = client.get("/de/stadtteile/", {"stadtteil": text})
    page = response.content.decode()
    assert 'role="note"' in page
    assert 'href="/de/stadtteile/lerchenberg/"' in page
    assert "<script>" not in page


def test_an_unknown_district_is_not_found_but_the_list_is_there(client, town):
    assert 'href="/de/stadtteile/weststadt/"' in get(client, "/de/stadtteile/atlantis/", 404)
