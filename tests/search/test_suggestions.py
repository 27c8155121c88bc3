import gzip
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_district, make_location, make_offer, make_text

SCRIPT = Path(settings.ROOT) / "site" / "static" / "js" / "suggest.js"


@pytest.fixture
def town(index, municipality):
    west = make_district(municipality, "Weststadt", slug="weststadt")
    place = make_location(municipality, "Bad", district=west)
    swim = make_offer(municipality, title="Schwimmkurs für Frauen", location=place, slug="schwimmkurs")
    make_text(swim, "ar", title="دورة سباحة للنساء")
    make_offer(municipality, title="Schwester Clara hilft", professional=True)
    make_offer(municipality, title="Hilfe bei Gewalt", topics=["schutz"], sensitive=True)
    index.rebuild()
    return index


def ask(client, text, language="de"):
    return client.get(f"/{language}/angebote/vorschlaege/", {"q": text})


def lines(client, text, language="de"):
    return {line["text"]: line["url"] for line in ask(client, text, language).json()["lines"]}


def test_a_subject_is_suggested_by_the_beginning_of_its_name(client, town):
    assert lines(client, "schwimm")["Schwimmen"] == "/de/angebote/?q=Schwimmen"


def test_a_subject_is_suggested_in_the_readers_language(client, town):
    assert "Swimming" in lines(client, "swimm", "en")


def test_a_subject_that_nothing_speaks_of_is_not_suggested(client, town):
    assert "Eishockey" not in lines(client, "eishock")


def test_a_part_of_town_is_suggested(client, town):
    assert lines(client, "westst") == {"Weststadt": "/de/angebote/?stadtteil=weststadt"}


def test_an_offer_is_suggested_by_any_word_of_its_title(client, town):
    assert lines(client, "kurs für frau") == {}
    assert lines(client, "schwimmkurs frau") == {"Schwimmkurs für Frauen": "/de/angebote/schwimmkurs/"}


def test_an_offer_is_suggested_in_the_readers_language_only(client, town):
    assert "دورة سباحة للنساء" in lines(client, "سباحة", "ar")
    assert "Schwimmkurs für Frauen" not in lines(client, "schwimmkurs", "en")


def test_an_offer_for_professionals_is_not_suggested(client, town):
    assert "Schwester Clara hilft" not in lines(client, "schwester")


@pytest.mark.parametrize("text", ["", "s", "\0", "😀😀", "x" * 10_000, "a " * 500, '"((', "<b>fett", "' OR 1=1 --"])
def test_odd_input_gets_an_answer(client, town, text):
    assert ask(client, text).status_code == 200


def test_there_are_at_most_eight(client, town, municipality):
    for number in range(9):
        make_offer(municipality, title=f"Schwimmen {number}")
    town.drain()
    assert len(lines(client, "sch")) <= 8


def test_answers_may_be_kept_and_set_no_cookie(client, town):
    answer = ask(client, "schwimm")
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_a_sensitive_subject_stays_in_no_cache(client, town):
    answer = ask(client, "gewal")
    assert "Gewalt" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_answer_takes_few_queries(client, town, django_assert_max_num_queries):
    ask(client, "schwimm")
    with django_assert_max_num_queries(4):
        ask(client, "schwimmk")


def test_the_list_works_without_an_index(client, municipality):
    make_district(municipality, "Weststadt", slug="weststadt")
    assert "Weststadt" in lines(client, "westst")


def test_the_script_stays_small():
    script = SCRIPT.read_bytes()
    assert len(script) <= 3072
    assert len(gzip.compress(script, 6)) <= 1500
