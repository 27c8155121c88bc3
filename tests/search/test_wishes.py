from datetime import date

import pytest

from directory.lexicon import Concept
from search.wishes import wish_tags

SATURDAY = date(2026, 11, 21)


def concept(key, sort="facet", tags=()):
    return Concept(key, sort, False, (), (), tuple(tags), (), {}, {})


@pytest.mark.parametrize(("tag", "weekday"), [("day:today", "tag:sa"), ("day:tomorrow", "tag:so")])
def test_a_day_from_today_is_a_day_of_the_week(tag, weekday):
    assert wish_tags(concept("concept:f-x", tags=[tag]), SATURDAY) == {weekday}


def test_a_language_is_spoken_or_interpreted(settings):
    assert wish_tags(concept("language:fa", "language"), SATURDAY) == {"sprache:fa", "dolmetschen:fa"}


def test_other_wishes_keep_their_tags():
    assert wish_tags(concept("concept:f-x", tags=["tag:sa", "tag:so"]), SATURDAY) == {"tag:sa", "tag:so"}
