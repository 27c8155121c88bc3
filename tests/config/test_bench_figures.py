"""What the bench computes itself: distinct questions and the growth exponent."""

from directory.memory import DistrictNote
from tools.bench.growth import growth
from tools.bench.questions import never_asked, questions
from tools.bench.report import Part, Row, as_json, from_json

DISTRICTS = [
    DistrictNote(number, f"d{number}", "stadtteil", {"de": f"Ort {number}"}, frozenset(), frozenset(), ())
    for number in range(20)
]


def part(size, median):
    return size, Part(f"{size}", [Row.of("search page, again", {"p50": median, "p95": 99.0}, "ms")])


def test_no_question_that_nobody_has_asked_is_asked_twice():
    asked = never_asked(DISTRICTS, "de", 1_000)
    assert len(asked) == len(set(asked)) == 1_000


def test_questions_of_a_kind_are_all_different():
    for kind, asked in questions([note.slug for note in DISTRICTS], "de").items():
        assert len(asked) == len(set(asked)) <= 40, kind


def test_growth_is_none_when_the_time_stays_and_one_when_it_grows_like_the_offers():
    assert [row.value for row in growth([part(100, 5.0), part(10_000, 5.0)])] == ["0.00"]
    assert [row.value for row in growth([part(100, 5.0), part(1_000, 9.0), part(10_000, 500.0)])] == ["1.00"]


def test_one_size_tells_nothing_about_growth():
    assert growth([part(100, 5.0)]) == []


def test_parts_come_back_from_json_as_they_were():
    parts = [part(100, 5.0)[1]]
    assert from_json(as_json(parts)) == parts
