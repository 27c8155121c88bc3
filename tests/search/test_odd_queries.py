"""Whatever somebody types: an answer, bounded work, nothing stored, nothing logged."""

import logging

import pytest

from tests.factories import make_offer, make_text

QUERIES = {
    "ten kilobytes": "Schwimmkurs für Kinder " * 450,
    "one word of ten thousand letters": "a" * 10_000,
    "five hundred words": "wort " * 500,
    "five hundred different words": " ".join(f"wort{number}" for number in range(500)),
    "only stop words": "und der die in wir sind ich",
    "only emoji": "😀 🎉 👩‍👩‍👧‍👦",
    "two scripts in one word": "schwиmmen ааbb سباحةkurs",
    "invisible characters": "schw\u200bim\u200dmen\ufeff \u202eabc\u2066",
    "nothing but invisible characters": "\u200b\u200d\ufeff",
    "a regular expression": "(a+)+$ [a-z]{1,999} .* \\d+ (?=x)",
    "query syntax": '+title:(a OR "b) AND NOT *:* ~2 ^3 [a TO z} /x/',
    "an unfinished quotation": '"',
    "SQL": "'; DROP TABLE directory_offer; -- ' OR 1=1",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "only digits": "12345678901234567890 ٣٤٥ 0",
    "control characters": "\0\x01\x02\x1b[31m",
    "half of a character": "\ud83d",
    "combining marks": "a" + "\u0301" * 300,
    "a template": "{{ settings.SECRET_KEY }} {% debug %}",
    "percent signs": "%s %(what)s %d 100%",
}


@pytest.fixture
def town(index, municipality):
    make_offer(municipality, title="Schwimmen")
    index.rebuild()
    return index


def get(client, text, path="/de/angebote/"):
    return client.get(path, {"q": text.encode("utf-8", "surrogatepass")})


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_it_gets_an_answer_with_few_queries_and_no_word_in_the_log(
    client, town, text, django_assert_max_num_queries, caplog
):
    get(client, "schwimmen")
    with caplog.at_level(logging.DEBUG, logger="search"), django_assert_max_num_queries(12):
        response = get(client, text)
    assert response.status_code == 200
    assert not [record for record in caplog.records if record.name.startswith(("search", "django.request"))]


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_suggestions_get_an_answer_too(client, town, text):
    assert get(client, text, "/de/angebote/vorschlaege/").status_code == 200


@pytest.mark.parametrize("name", ["five hundred words", "five hundred different words", "SQL", "percent signs"])
def test_the_database_answers_in_bounded_time_without_an_index(client, municipality, name):
    offer = make_offer(municipality, title="wort")
    for language in ("ar", "en", "de-simple"):
        make_text(offer, language, title="wort")
    assert get(client, QUERIES[name]).status_code == 200


@pytest.mark.parametrize("name", ["HTML", "a template", "percent signs"])
def test_words_are_shown_as_words(client, town, name):
    page = get(client, QUERIES[name]).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "only-for-tests" not in page


@pytest.mark.parametrize("name", ["only stop words", "only emoji", "nothing but invisible characters"])
def test_words_without_effect_are_said_to_have_none(client, town, name):
    results = get(client, QUERIES[name]).context["results"]
    assert results.notice or not get(client, QUERIES[name]).context["form"]["q"]


@pytest.mark.parametrize("text", ["schwimmen anna@example.org", "schwimmen 030 23125100", "+49 30 2312510", "٠١٢٣٤٥٦٧"])
def test_personal_data_is_warned_of_and_the_search_goes_on(client, town, text):
    results = get(client, text).context["results"]
    assert any("personal" in hint or "persönlich" in hint for hint in results.hints)


@pytest.mark.parametrize(
    "text", ["schwimmen 12 Jahre", "00373 schwimmen", "A1 2026", "E-Mail schreiben", "0 bis 6 Jahre"]
)
def test_other_numbers_are_no_personal_data(client, town, text):
    assert get(client, text).context["results"].hints == []


def test_a_search_for_words_beside_an_address_finds_them(client, town):
    page = get(client, "schwimmen anna@example.org").content.decode()
    assert 'class="hit"' in page


def test_a_long_text_is_said_to_be_cut(client, town):
    assert get(client, QUERIES["ten kilobytes"]).context["results"].hints


@pytest.mark.parametrize("value", ["", "\0", "gibt:es-nicht", "x" * 5000, "<b>", "concept:swim' --"])
def test_an_odd_value_of_what_is_taken_off_is_left_out_silently(client, town, value):
    response = client.get("/de/angebote/", {"q": "schwimmen", "ohne": value})
    assert response.status_code == 200
    assert response.context["results"].hints == []
