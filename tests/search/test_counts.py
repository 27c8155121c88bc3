"""Counts of facets: only of tags that a facet shows, and never those of an older index."""

from directory.findable.database import count_tags as count_in_database
from directory.findable.documents import UNCOUNTED, DocumentQuery
from directory.showing import berlin_today
from search.engines import get_engine
from tests.factories import make_offer

ALL = DocumentQuery(today=berlin_today())


def test_tags_that_no_facet_shows_are_not_counted(index, municipality):
    make_offer(municipality, topics=["sport"])
    index.rebuild()
    for counted in (get_engine().count_tags(ALL), count_in_database(ALL)):
        assert counted["thema:sport"] == 1
        assert not {tag.partition(":")[0] for tag in counted} & UNCOUNTED


def test_kept_counts_follow_a_change_of_the_index(index, municipality):
    make_offer(municipality, topics=["sport"])
    index.rebuild()
    before = get_engine().count_tags(ALL)
    make_offer(municipality, topics=["sport"])
    index.drain()
    assert (before["thema:sport"], get_engine().count_tags(ALL)["thema:sport"]) == (1, 2)


def test_kept_counts_cannot_be_changed_from_outside(index, municipality):
    make_offer(municipality, topics=["sport"])
    index.rebuild()
    get_engine().count_tags(ALL)["thema:sport"] = 99
    assert get_engine().count_tags(ALL)["thema:sport"] == 1
