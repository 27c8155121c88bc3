import pytest

from search.understanding.country import without_country


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Welche Feiertage gibt es in Deutschland?", "Welche Feiertage gibt es ?"),
        ("How do taxes work in Germany", "How do taxes work"),
        ("Travailler en Allemagne", "Travailler"),
        ("ما هي العطلات في ألمانيا", "ما هي العطلات"),
        ("Свята в Німеччині", "Свята"),
        ("تعطیلات در آلمان", "تعطیلات"),
        ("Almanya'da okul", "okul"),
    ],
)
def test_the_country_is_left_out_with_the_small_word_before_it(text, left):
    assert without_country(text) == left


@pytest.mark.parametrize("text", ["Deutschkurs", "German lessons", "زبان آلمانی", "tiếng Đức", "Almanca kursu"])
def test_the_language_stays(text):
    assert without_country(text) == text


def test_the_country_alone_stays():
    assert without_country("Deutschland") == "Deutschland"
