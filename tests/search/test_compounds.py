import pytest

from search.compounds import parts_of


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schuldnerberatung", {"schuldner", "beratung"}),
        ("wohngeldantrag", {"geld", "antrag"}),
        ("kinderbetreuung", {"kinder", "betreuung"}),
        ("integrationskurs", {"integration", "kurs"}),
        ("hausaufgabenhilfe", {"hausaufgaben", "hilfe"}),
    ],
)
def test_a_compound_has_its_parts(word, parts):
    assert parts <= set(parts_of(word))


@pytest.mark.parametrize("word", ["berlin", "beratung", "freitag", "donnerstag", "kurs", "xqzvwjklmnp", "a" * 10_000])
def test_a_simple_or_strange_word_has_no_parts(word):
    assert parts_of(word) == ()
