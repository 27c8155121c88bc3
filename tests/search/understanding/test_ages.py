import pytest

from search.understanding.ages import find_age
from search.understanding.word_index import QueryWord


def age(text):
    return find_age([QueryWord.of(word) for word in text.replace("-", " ").split()])[0]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Sport für 6 Jahre", 6),
        ("6-jährige Kinder", 6),
        ("12 years old", 12),
        ("ребенок 6 лет", 6),
        ("٦ سنوات", 6),
        ("15 yaşında", 15),
        ("für 60jährige", 60),
    ],
)
def test_an_age_is_recognised(text, years):
    assert age(text) == years


@pytest.mark.parametrize("text", ["Bus 6", "A2", "600 Stunden", "2026 Jahre alt", "10115 Berlin"])
def test_other_numbers_are_no_age(text):
    assert age(text) is None
