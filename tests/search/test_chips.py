"""What was understood, and taking it off."""

from urllib.parse import parse_qsl

import pytest

from tests.factories import make_district, make_location, make_offer


@pytest.fixture
def town(index, municipality):
    west = make_district(municipality, "Weststadt", slug="weststadt")
    make_district(municipality, "Lerchenberg", slug="lerchenberg", neighbors=[west])
    place = make_location(municipality, district=west)
    make_offer(municipality, title="Schwimmen", costs=["frei"], location=place, age_from=5, age_to=9)
    make_offer(municipality, title="Chor", location=place)
    for number in range(25):
        make_offer(municipality, title=f"Fußball {number}", location=place, costs=["frei"])
    index.rebuild()
    return index


def results(client, language="de", **parameters):
    return client.get(f"/{language}/angebote/", parameters).context["results"]


def chips(client, text, language="de", **parameters):
    return {chip.label: parse_qsl(chip.url[1:]) for chip in results(client, language, q=text, **parameters).understood}


def test_concepts_wishes_places_and_ages_are_chips(client, town):
    found = chips(client, "kostenlos Schwimmen Weststadt 6 Jahre")
    assert {"Schwimmen", "Kostenlos", "Weststadt", "Alter: 6"} <= found.keys()


def test_a_chip_speaks_the_language_of_the_page(client, town):
    assert "Swimming" in chips(client, "سباحة", "en")


def test_a_place_is_taken_off_with_one_tap(client, town):
    assert ("ohne", "stadtteil") in chips(client, "Schwimmen Weststadt")["Weststadt"]
    assert results(client, q="Chor Lerchenberg", ohne="stadtteil").groups[0].key == "all"


def test_an_age_is_taken_off_with_one_tap(client, town):
    assert results(client, q="Schwimmen 20 Jahre").empty
    assert not results(client, q="Schwimmen 20 Jahre", ohne="alter").empty


def test_an_age_that_leaves_nothing_over_is_offered_to_be_taken_off(client, town):
    found = results(client, q="Schwimmen 20 Jahre").empty
    assert any("ohne=alter" in step.url for step in found.steps)


def test_a_concept_that_is_taken_off_is_understood_no_more(client, town):
    (_name, key) = chips(client, "Schwimmen")["Schwimmen"][-1]
    assert ("ohne", key) not in [pair for pairs in chips(client, "Schwimmen", ohne=key).values() for pair in pairs[-1:]]


def test_words_that_stand_for_nothing_are_a_chip_of_their_own(client, town):
    assert chips(client, "Schwimmen xyzzyplonk")["„xyzzyplonk“"] == [("q", "Schwimmen")]


def test_a_chosen_district_is_taken_off_as_the_choice_it_is(client, town):
    assert chips(client, "Schwimmen", stadtteil="weststadt")["Weststadt"] == [("q", "Schwimmen")]


def test_there_are_at_most_eight(client, town):
    text = "kostenlos Schwimmen Fußball Tanzen Yoga Musik Deutsch Kochen Malen Theater Weststadt abends"
    assert len(chips(client, text)) <= 8


def test_a_screen_reader_hears_what_the_chip_does(client, town):
    page = client.get("/de/angebote/", {"q": "Chor Weststadt"}).content.decode()
    assert 'aria-label="Suche ohne: Weststadt"' in page


def test_pages_orders_and_filters_keep_what_was_taken_off(client, town):
    found = results(client, q="Fußball Weststadt", ohne="stadtteil", kostenlos="1")
    assert ("ohne", "stadtteil") in found.hidden
    links = [found.pager.next_url, *(link.url for link in found.sorting), *(chip.url for chip in found.understood)]
    assert all("ohne=stadtteil" in link for link in links)


def test_a_sensitive_subject_that_is_taken_off_still_leaves_no_trace(client, town):
    page = client.get("/de/angebote/", {"q": "Gewalt", "ohne": "concept:violence"}).content.decode()
    assert "Gewalt" not in page[page.index("<title>") : page.index("</title>")]


def test_nothing_fits_is_said_with_the_subject_and_what_comes_near(client, town):
    found = results(client, q="Eishockey")
    assert "Eishockey" in found.heading
    assert (found.groups, found.facets, found.pager) == ([], [], None)
    assert found.empty.near.hits


def test_what_comes_near_says_why(client, town):
    near = results(client, q="Eishockey").empty.near
    assert all(near.shared_why or hit.why for hit in near.hits)


def test_nothing_near_is_no_list(client, town):
    assert results(client, q="xyzzyplonk").empty.near is None


def test_nothing_in_the_district_is_said_before_what_is_near(client, town):
    found = results(client, q="Chor", stadtteil="lerchenberg")
    assert "Lerchenberg" in found.intro
    assert [group.key for group in found.groups] == ["near"]


def test_every_hit_says_why(client, town):
    for text in ("Schwimmen", "kostenlos Fußball", "Schwimen", "Chor"):
        for group in results(client, q=text).groups:
            assert all(group.shared_why or hit.why for hit in group.hits), text


@pytest.mark.parametrize(("text", "language"), [("Chor in der Nähe", "de"), ("قريب مني", "ar"), ("near me", "en")])
def test_near_me_asks_for_a_part_of_town_and_keeps_the_words(client, town, text, language):
    page = client.get(f"/{language}/angebote/", {"q": text}).content.decode()
    form = page[page.index('<form class="find"') : page.index("</form>")]
    assert '<a href="#o">' in page
    assert 'id="o" name="stadtteil"' in form
    assert f'value="{text}"' in form


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "Chor in der Nähe", "stadtteil": "weststadt"},
        {"q": "Chor in der Nähe Weststadt"},
        {"q": "Chor in der Nähe", "ohne": "concept:f-near"},
        {"q": "Eishockey Tennishalle Achterbahn in der Nähe", "thema": "deutsch"},
        {"q": "Chor"},
    ],
)
def test_nobody_is_asked_who_said_where_or_for_whom_nothing_is_there(client, town, parameters):
    assert not results(client, **parameters).asks_district


def test_near_me_alone_claims_no_words_in_the_text(client, town):
    (group,) = results(client, q="in meiner Nähe").groups
    assert not group.shared_why and not any(hit.why for hit in group.hits)


def test_a_town_without_parts_asks_for_none(client, index, municipality):
    make_offer(municipality, title="Chor")
    index.rebuild()
    assert '<a href="#o">' not in client.get("/de/angebote/", {"q": "Chor in der Nähe"}).content.decode()
