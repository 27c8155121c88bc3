import re
from datetime import timedelta

import pytest

from directory.models import CourseRun
from directory.showing import berlin_today
from tests.factories import make_offer, publish_offer

MOST_QUERIES = 6
RADIO = re.compile(r'<input type="(?:radio|hidden)" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def courses(index, municipality):
    """Seven courses, the last one starts first, and somebody who gives advice about them."""
    for number in range(7):
        course = make_offer(municipality, publish=False, title=f"Kurs {number}", kind="sprachkurs", topics=["deutsch"])
        course.runs = [
            CourseRun(level_from="a1", level_to="a2", starts_on=berlin_today() + timedelta(days=20 - number))
        ]
        course.save()
        publish_offer(course)
    make_offer(municipality, title="Welcher Kurs passt?", kind="beratung", topics=["deutsch"])
    index.rebuild()
    index.drain()
    return index


def get(client, path="/de/sprachkurse/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_next_five_starts_come_in_the_order_of_time(client, courses):
    assert re.findall(r">(Kurs \d)<", get(client)) == ["Kurs 6", "Kurs 5", "Kurs 4", "Kurs 3", "Kurs 2"]


def test_counselling_about_courses_is_one_tap_away(client, courses):
    assert "Welcher Kurs passt?" in get(client)


def test_every_answer_is_one_that_the_search_knows(client, courses):
    answers = RADIO.findall(get(client))
    assert {"art", "niveau", "kinderbetreuung", "zeit", "sortierung"} == {name for name, _value in answers}
    for name, value in answers:
        page = get(client, f"/de/angebote/?art=sprachkurs&stadtteil=&{name}={value}")
        assert value == "naehe" or 'class="note i-ask"' not in page, f"{name}={value}"


def test_nobody_has_to_answer(client, courses):
    page = get(client, "/de/angebote/?art=sprachkurs&niveau=&kinderbetreuung=&zeit=&sortierung=&stadtteil=")
    assert page.count('class="hit"') == 7


def test_the_start_takes_six_queries_at_most(client, courses, django_assert_max_num_queries):
    get(client)
    with django_assert_max_num_queries(MOST_QUERIES):
        get(client)


def test_an_example_of_a_level_is_marked_as_german(client, courses):
    assert '<span lang="de" dir="ltr">„Guten Tag. Ich heiße Amina.“</span>' in get(client, "/ar/sprachkurse/")
