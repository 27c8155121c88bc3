import pytest

from search.analysis import fold
from search.understanding.scripts import by_ear, script_of, skeleton


@pytest.mark.parametrize("word", ["Кройцберг", "كرويتسبرغ", "Kreuzberg"])
def test_a_name_has_the_same_skeleton_in_every_script(word):
    assert skeleton(fold(word)) == skeleton("kreuzberg")


def test_too_few_consonants_make_no_skeleton():
    assert skeleton("tee") == ""


@pytest.mark.parametrize(("heard", "written"), [("fisik", "physik"), ("schwimbat", "schwimmbad"), ("fater", "vater")])
def test_german_spelled_by_ear_sounds_the_same(heard, written):
    assert by_ear(heard) == by_ear(written)


@pytest.mark.parametrize(("word", "script"), [("a2", "Latn"), ("сад", "Cyrl"), ("كلب", "Arab"), ("ቤት", "Ethi")])
def test_the_script_is_that_of_the_first_letter(word, script):
    assert script_of(word) == script
