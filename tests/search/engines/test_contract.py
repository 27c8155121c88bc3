"""What every engine must do, and the database in its place. Run against each of them."""

from datetime import date

import pytest

from directory.findable.database import count_tags, list_documents
from directory.findable.documents import DocumentQuery
from search.engines import EngineUnavailableError, get_engine
from tests.factories import make_offer
from tests.search.engines.server import ELASTICSEARCH

TODAY = date(2026, 3, 2)


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=ELASTICSEARCH), "database"])
def engine(request, index, municipality):
    """(search, count_tags, refresh) of one engine."""
    if request.param == "database":
        return list_documents, count_tags, lambda: None
    if request.param == "elasticsearch":
        index = request.getfixturevalue("elasticsearch_index")
    index.rebuild()
    return get_engine().search, get_engine().count_tags, index.drain


def query(today=TODAY, excluded=frozenset(), **parts):
    """A question about offers; the town's own pages stand aside."""
    return DocumentQuery(today=today, excluded=excluded | {"kind:page"}, **parts)


def uids(*offers):
    return tuple(f"offer:{offer.pk}" for offer in offers)


def tags(*names):
    return frozenset(names)


def test_an_empty_question_lists_everything_public(engine, municipality):
    search, _counts, refresh = engine
    make_offer(municipality, publish=False)
    offer = make_offer(municipality)
    refresh()
    assert search(query()).uids == uids(offer)


def test_values_of_one_filter_are_alternatives_and_filters_add_up(engine, municipality):
    search, _counts, refresh = engine
    both = make_offer(municipality, topics=["sport"], target_groups=["frauen"])
    make_offer(municipality, topics=["sport"])
    make_offer(municipality, target_groups=["frauen"])
    refresh()
    wanted = (tags("thema:sport", "thema:kultur"), tags("zielgruppe:frauen"))
    assert search(query(filters=wanted)).uids == uids(both)


def test_a_tag_is_not_found_by_its_beginning(engine, municipality):
    search, _counts, refresh = engine
    make_offer(municipality, topics=["sport"], kind="sportangebot")
    refresh()
    assert search(query(filters=(tags("art:sport"),))).total == 0


def test_excluded_tags_are_left_out(engine, municipality):
    search, _counts, refresh = engine
    offer = make_offer(municipality)
    make_offer(municipality, professional=True)
    refresh()
    assert search(query(excluded=tags("fachleute:1"))).uids == uids(offer)


def test_ages_lie_within_the_limits_of_the_offer(engine, municipality):
    search, _counts, refresh = engine
    children = make_offer(municipality, age_from=6, age_to=12)
    everyone = make_offer(municipality)
    refresh()
    assert set(search(query(age=8)).uids) == set(uids(children, everyone))
    assert search(query(age=40)).uids == uids(everyone)


def test_the_last_day_still_counts_and_the_next_does_not(engine, municipality):
    search, _counts, refresh = engine
    offer = make_offer(municipality, ends_on=TODAY, duration="befristet")
    refresh()
    assert search(query()).uids == uids(offer)
    assert search(query(today=date(2026, 3, 3))).total == 0


def test_lists_begin_with_what_was_confirmed_last(engine, municipality):
    search, _counts, refresh = engine
    old = make_offer(municipality, confirmed_on=date(2025, 1, 1))
    new = make_offer(municipality, confirmed_on=date(2026, 1, 1))
    never = make_offer(municipality)
    refresh()
    assert search(query()).uids == uids(new, old, never)


def test_pages_do_not_overlap(engine, municipality):
    search, _counts, refresh = engine
    offers = [make_offer(municipality) for _number in range(5)]
    refresh()
    first = search(query(limit=3))
    second = search(query(limit=3, offset=3))
    assert first.uids + second.uids == uids(*offers)
    assert first.total == second.total == 5


def test_counts_tell_how_many_matching_offers_carry_a_tag(engine, municipality):
    _search, counts, refresh = engine
    make_offer(municipality, topics=["sport"], costs=["frei"])
    make_offer(municipality, topics=["sport", "kultur"])
    make_offer(municipality, topics=["kultur"])
    refresh()
    found = counts(query(filters=(tags("thema:sport"),)))
    assert (found["thema:sport"], found["thema:kultur"], found["kostenlos:1"]) == (2, 1, 1)


def test_a_missing_index_is_said_and_not_an_empty_answer(index, db):
    with pytest.raises(EngineUnavailableError):
        get_engine().search(query())


def test_a_broken_index_is_said_too(index, db):
    index.rebuild()
    for file in index.folder.rglob("meta.json"):
        file.write_text("{")
    with pytest.raises(EngineUnavailableError):
        get_engine().search(query())
