from dataclasses import replace

import pytest

from directory.findable.documents import SearchDocument
from directory.lexicon import Concept
from directory.lexicon.concepts import make_lexicon
from search.tagging import Tagger

EMPTY = SearchDocument("offer", "1", "testburg", (), (), (), (), None, None, 0)


def concept(key, stems=(), words=None, part_of=()):
    return Concept(key, "topic", False, tuple(part_of), (), (), tuple(stems), {}, words or {})


@pytest.fixture
def tagger():
    return Tagger(
        make_lexicon(
            [
                concept("concept:swim", ["schwimm", "^bad$"], {"en": ("swimming",), "vi": ("bơi",)}, ["topic:sport"]),
                concept("concept:castle", ["burg$"]),
                concept("concept:antiquity", ["^antik", "!antikrieg"]),
                concept("concept:peace", ["antikrieg", "frieden"]),
                concept("topic:sport", ["^sport"], part_of=["topic:leisure"]),
                concept("concept:room", ["kind:room", "^saal$"]),
                concept("kind:room"),
                concept("topic:leisure"),
            ]
        )
    )


def places(tagger, **changes):
    return tagger.concepts_of(replace(EMPTY, **changes))


def test_a_stem_in_the_title_counts_most(tagger):
    found = places(tagger, title=(("de", "Kinderschwimmen"),), body=(("de", "Wir schwimmen."),))
    assert found["concept:swim"] == "t"


def test_a_stem_late_in_the_text_counts_less_than_an_early_one(tagger):
    late = places(tagger, body=(("de", "Wort " * 60 + "schwimmen"),))
    early = places(tagger, body=(("de", "schwimmen"),))
    assert (late["concept:swim"], early["concept:swim"]) == ("b", "s")


def test_general_subjects_come_with_the_special_one(tagger):
    found = places(tagger, title=(("de", "Schwimmen"),))
    assert found["topic:sport"] == found["topic:leisure"] == "p"


def test_a_chosen_value_counts_without_any_text(tagger):
    assert places(tagger, values=("topic:sport",))["topic:sport"] == "v"


def test_a_bounded_stem_matches_whole_words_only(tagger):
    assert "concept:swim" not in places(tagger, title=(("de", "Badminton"),))


def test_umlauts_keep_unrelated_words_apart(tagger):
    assert "concept:castle" not in places(tagger, title=(("de", "Bürger und Bürgergeld"),))


def test_texts_without_german_are_read_by_search_words(tagger):
    assert places(tagger, title=(("en", "Swimming for all"),))["concept:swim"] == "t"


def test_other_languages_are_not_read_beside_german(tagger):
    assert "concept:swim" not in places(tagger, title=(("de", "Kurs"), ("en", "Swimming")))


def test_vietnamese_keeps_its_marks(tagger):
    assert "concept:swim" not in places(tagger, title=(("vi", "boi"),))


def test_a_stem_with_an_exclamation_mark_takes_words_out(tagger):
    found = places(tagger, title=(("de", "Anti-Kriegs-Museum"),))
    assert "concept:antiquity" not in found
    assert found["concept:peace"] == "t"
    assert "concept:antiquity" in places(tagger, title=(("de", "Anti-Kriegs-Museum mit antiken Vasen"),))


def test_who_gets_it_cheaper_is_no_subject(tagger):
    found = places(tagger, body=(("de", "Empfängerinnen und Empfänger von Frieden, Burg und Bad. Wir schwimmen."),))
    assert {key for key in found if key.startswith("concept:")} == {"concept:swim"}


def test_a_chosen_value_tells_the_subjects_that_name_it(tagger):
    assert places(tagger, values=("kind:room",))["concept:room"] == "v"
    assert "concept:room" not in places(tagger, body=(("de", "Kind: Room"),))
