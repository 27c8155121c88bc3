from datetime import timedelta

import pytest
from django.test import Client

from directory.memory import memory
from directory.models import CourseRun, Municipality, OfferLanguage
from directory.showing import berlin_today
from search.finding import find
from search.query import SearchQuery
from search.reasons import Reasons
from tests.factories import make_district, make_location, make_offer, publish_offer

TODAY = berlin_today()


@pytest.fixture
def town(index, municipality):
    """Three districts in a row: west – middle – east."""
    middle = make_district(municipality, "Mitte", slug="mitte")
    west = make_district(municipality, "West", slug="west", neighbors=[middle])
    east = make_district(municipality, "Ost", slug="ost", neighbors=[middle])
    places = {
        district.slug: make_location(municipality, f"Haus {district.name}", district=district)
        for district in (west, middle, east)
    }
    index.rebuild()
    index.districts = {"west": west, "mitte": middle, "ost": east}
    index.places = places
    return index


def ask(index, **parts):
    index.drain()
    defaults = {"municipality": "testburg", "language": "de", "today": TODAY}
    return find(SearchQuery(**(defaults | parts)))


def groups(found):
    return {group.key: [card.title.text for card in group.cards] for group in found.groups if group.cards}


def titles(found):
    return [card.title.text for card in found.cards]


def test_hits_come_by_distance(town, municipality):
    make_offer(municipality, title="Ost", location=town.places["ost"])
    make_offer(municipality, title="Online", formats=["online"])
    make_offer(municipality, title="Mitte", location=town.places["mitte"])
    make_offer(municipality, title="West", location=town.places["west"])
    found = ask(town, district=town.districts["west"].pk)
    assert groups(found) == {"here": ["West"], "near": ["Mitte"], "city": ["Ost"], "remote": ["Online"]}


def test_a_larger_area_holds_the_offers_of_its_districts(town, municipality):
    borough = make_district(municipality, "Bezirk", slug="bezirk")
    town.districts["west"].parents.add(borough)
    make_offer(municipality, title="West", location=town.places["west"])
    found = ask(town, district=borough.pk)
    assert groups(found) == {"here": ["West"]}


def test_pages_go_on_across_distances(town, municipality):
    for number in range(3):
        make_offer(municipality, title=f"West {number}", location=town.places["west"])
        make_offer(municipality, title=f"Ost {number}", location=town.places["ost"])
    west = town.districts["west"].pk
    pages = [titles(ask(town, district=west, page_size=2, page=page)) for page in (1, 2, 3)]
    assert pages == [["West 0", "West 1"], ["West 2", "Ost 0"], ["Ost 1", "Ost 2"]]


def test_offers_for_residents_of_another_district_are_not_for_the_whole_town(town, municipality):
    make_offer(municipality, title="Ost", location=town.places["ost"], access_rules=["wohnort"])
    assert ask(town, district=town.districts["west"].pk).total == 0


def test_a_run_that_ended_no_longer_answers_for_its_level(town, municipality):
    offer = make_offer(municipality, title="Kurs", kind="sprachkurs")
    offer.runs = [
        CourseRun(level_from="a1", level_to="a1", ends_on=TODAY - timedelta(days=1)),
        CourseRun(level_from="b1", level_to="b1", ends_on=TODAY + timedelta(days=9)),
    ]
    publish_offer(offer)
    assert titles(ask(town, filters=(("niveau", ("b1",)),))) == ["Kurs"]
    assert titles(ask(town, filters=(("niveau", ("a1",)),))) == []


def test_a_run_that_ended_at_midnight_is_gone_without_a_job(town, municipality):
    offer = make_offer(municipality, title="Kurs", kind="sprachkurs", duration="einmalig")
    offer.runs = [CourseRun(level_from="a1", level_to="a1", ends_on=TODAY)]
    publish_offer(offer)
    assert titles(ask(town)) == ["Kurs"]
    assert titles(ask(town, today=TODAY + timedelta(days=1))) == []


def test_day_and_time_must_be_true_of_the_same_appointment(town, municipality):
    slots = [
        {"day": "mo", "start": "09:00", "end": "11:00"},
        {"day": "di", "start": "18:00", "end": "20:00"},
    ]
    make_offer(municipality, title="Kurs", slots=slots)
    assert titles(ask(town, filters=(("tag", ("di",)), ("zeit", ("abends",))))) == ["Kurs"]
    assert titles(ask(town, filters=(("tag", ("mo",)), ("zeit", ("abends",))))) == []


def test_professional_offers_show_only_when_asked_for(town, municipality):
    make_offer(municipality, title="Fortbildung", professional=True)
    assert titles(ask(town)) == []
    assert titles(ask(town, professional=True)) == ["Fortbildung"]


def test_who_speaks_the_language_comes_before_an_interpreter(town, municipality):
    interpreted = make_offer(municipality, publish=False, title="Mit Dolmetscherin")
    interpreted.languages = [OfferLanguage(role="dolmetschen", language="ti")]
    publish_offer(interpreted)
    spoken = make_offer(municipality, publish=False, title="Auf Tigrinya")
    spoken.languages = [OfferLanguage(role="beratung", language="ti")]
    publish_offer(spoken)
    make_offer(municipality, title="Nur Deutsch")
    found = ask(town, filters=(("sprache", ("ti",)),))
    assert groups(found) == {"all": ["Auf Tigrinya"], "interpreter": ["Mit Dolmetscherin"]}


def test_another_municipality_sees_its_own_offers_only(town, municipality, other_municipality):
    make_offer(municipality, title="Hier")
    make_offer(other_municipality, title="Dort")
    assert titles(ask(town)) == ["Hier"]
    assert titles(ask(town, municipality="nebenstadt")) == ["Dort"]


def test_offers_for_the_whole_county_show_in_both(town, municipality, other_municipality):
    for place in (municipality, other_municipality):
        place.county = "Landkreis Test"
        place.save()
    make_offer(municipality, title="Für alle im Kreis", reach="landkreis")
    assert titles(ask(town, municipality="nebenstadt")) == ["Für alle im Kreis"]


def test_towns_of_one_installation_belong_together_until_a_county_is_named(town, municipality, other_municipality):
    offer = make_offer(municipality, title="Für alle", reach="landkreis")
    assert titles(ask(town, municipality="nebenstadt")) == ["Für alle"]
    page = Client(SERVER_NAME="nebenstadt.localhost").get(f"/de/angebote/{offer.slug}/")
    assert page.status_code == 200


def test_counts_leave_out_what_is_only_for_people_of_another_district(town, municipality):
    here, there = make_district(municipality), make_district(municipality)
    place = make_location(municipality, district=there)
    make_offer(municipality, location=place, topics=["sport"], access_rules=["wohnort"])
    make_offer(municipality, location=make_location(municipality, district=here), topics=["sport"])
    found = ask(town, district=here.pk)
    assert found.counts[""]["thema:sport"] == found.total == 1


def test_another_county_does_not_see_them(town, municipality, other_municipality):
    Municipality.objects.filter(slug="nebenstadt").update(county="Landkreis Anderswo")
    make_offer(municipality, reach="landkreis")
    assert titles(ask(town, municipality="nebenstadt")) == []


def test_some_of_the_words_are_better_than_nothing_and_said_to_be(town, municipality):
    make_offer(municipality, title="Schwimmen")
    found = ask(town, text="Schwimmen Quantenphysik")
    why = Reasons(found.query, found.meant, memory().tenants["testburg"])
    said = [why.of(card, about) for group in found.groups for card, about in zip(group.cards, group.about, strict=True)]
    assert titles(found) == ["Schwimmen"]
    assert [all("Schwimmen" in phrase for phrase in phrases) for phrases in said] == [True]


def test_the_title_counts_more_than_the_text(town, municipality):
    make_offer(municipality, title="Treff", description="Manchmal basteln wir.")
    make_offer(municipality, title="Basteln", description="Wir treffen uns.")
    assert titles(ask(town, text="basteln")) == ["Basteln", "Treff"]


def test_a_hyphenated_word_means_the_whole_before_its_parts(town, municipality):
    make_offer(municipality, title="Kurs am Abend")
    make_offer(municipality, title="Schwimmkurs")
    assert titles(ask(town, text="Schwimm-Kurs"))[0] == "Schwimmkurs"


def test_own_values_of_a_filter_keep_their_counts(town, municipality):
    make_offer(municipality, topics=["sport"])
    make_offer(municipality, topics=["kultur"])
    found = ask(town, filters=(("thema", ("sport",)),))
    assert found.counts["thema"]["thema:kultur"] == 1
    assert "thema:kultur" not in found.counts[""]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "wort " * 500,
        "und der die",
        "😀 🎉",
        '"',
        "title:(",
        "/.*/ [a TO",
        "' OR 1=1 --",
        "\u202eabc",
        "ааbb",
        "\0",
    ],
)
def test_strange_queries_get_an_answer(town, municipality, text):
    make_offer(municipality)
    assert ask(town, text=text.replace("\0", " ")).total >= 0
