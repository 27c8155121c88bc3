from types import SimpleNamespace

import pytest

from directory.memory import DistrictNote
from search.understanding.places import find_own_name, find_places
from search.understanding.word_index import QueryWord

NAMES = {1: "Spandau", 2: "Friedrichshain-Kreuzberg", 3: "Neukölln", 4: "Mitte", 5: "Bad Honnef"}


@pytest.fixture
def tenant():
    notes = {
        str(pk): DistrictNote(pk, str(pk), "bezirk", {"de": name}, frozenset(), frozenset(), (f"1000{pk}",))
        for pk, name in NAMES.items()
    }
    by_postcode = {postcode: note for note in notes.values() for postcode in note.postcodes}
    return SimpleNamespace(name="Berlin", districts=notes, district=by_postcode.get)


def found(text, tenant):
    return [hit.district for hit in find_places([QueryWord.of(word) for word in text.split()], tenant)]


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Schwimmbad Spandau", 1),
        ("in Spandauer", 1),
        ("spandua", 1),
        ("в Шпандау", 1),
        ("شبانداو", 1),
        ("Kreuzberg", 2),
        ("Friedrichshain Kreuzberg", 2),
        ("кройцберг", 2),
        ("Neukoelln", 3),
        ("نويكولن", 3),
        ("Митте", 4),
        ("10003", 3),
        ("bad honnef", 5),
    ],
)
def test_a_district_is_recognised(tenant, text, district):
    assert found(text, tenant) == [district]


@pytest.mark.parametrize("text", ["Kinder", "зоопарк", "Mittel", "99999", "", "Spaß"])
def test_other_words_are_no_district(tenant, text):
    assert found(text, tenant) == []


@pytest.mark.parametrize("text", ["Berlin", "Берлин", "برلين"])
def test_the_name_of_the_municipality_is_no_subject(tenant, text):
    assert find_own_name([QueryWord.of(text)], tenant) == {0}
