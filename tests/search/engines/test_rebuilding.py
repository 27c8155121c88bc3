"""Building the index anew while the old one answers, with each engine."""

import pytest

from directory.findable.documents import DocumentQuery
from directory.findable.offers import KIND, load
from search.engines import elasticsearch_index as stored_form
from search.indexer import drain_outbox
from tests.factories import make_offer
from tests.search.engines.test_contract import TODAY


def offers_in(index):
    found = index.engine.search(DocumentQuery(today=TODAY, excluded=frozenset({"kind:page"}), limit=100))
    return set(found.uids)


def uid(offer):
    return f"{KIND}:{offer.pk}"


def nothing(number):
    """Progress that nobody watches."""


def test_the_old_index_answers_until_the_new_one_is_complete(any_index, municipality):
    offer = make_offer(municipality)
    any_index.rebuild()
    seen = []

    def documents():
        other = make_offer(municipality)
        yield from load([str(other.pk)])
        seen.append(offers_in(any_index))

    any_index.engine.rebuild(documents(), nothing)
    assert seen == [{uid(offer)}]
    assert uid(offer) not in offers_in(any_index)


def test_a_rebuild_that_breaks_off_changes_nothing(any_index, municipality):
    offer = make_offer(municipality)
    any_index.rebuild()

    def documents():
        yield from load([str(make_offer(municipality).pk)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        any_index.engine.rebuild(documents(), nothing)
    assert offers_in(any_index) == {uid(offer)}
    any_index.rebuild()
    assert len(offers_in(any_index)) == 2


def test_changes_go_into_the_new_index(any_index, municipality):
    any_index.rebuild()
    any_index.rebuild()
    offer = make_offer(municipality)
    drain_outbox()
    assert offers_in(any_index) == {uid(offer)}


def test_writing_without_an_index_is_refused_and_makes_none(any_index, municipality):
    make_offer(municipality)
    with pytest.raises(Exception, match="."):
        drain_outbox()
    assert not any_index.engine.exists()


@pytest.mark.elasticsearch
def test_old_indexes_and_leftovers_are_removed(elasticsearch_index, municipality):
    engine = elasticsearch_index.engine
    for _number in range(3):
        elasticsearch_index.rebuild()

    def broken():
        raise ZeroDivisionError
        yield

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(broken(), nothing)
    elasticsearch_index.rebuild()
    assert len(engine.names.of_ours(engine._client)) == 1


@pytest.mark.elasticsearch
def test_programs_of_an_older_format_keep_their_index_until_the_second_rebuild(
    elasticsearch_index, municipality, monkeypatch
):
    engine = elasticsearch_index.engine
    elasticsearch_index.rebuild()
    before = engine.names.alias
    monkeypatch.setattr(stored_form, "FORMAT", stored_form.FORMAT + 1)
    assert not engine.exists()
    elasticsearch_index.rebuild()
    assert engine.exists()
    assert engine._client.indices.exists_alias(name=before)
    elasticsearch_index.rebuild()
    assert not engine._client.indices.exists_alias(name=before)


@pytest.mark.elasticsearch
def test_indexes_of_other_installations_are_left_alone(elasticsearch_index, municipality):
    client, prefix = elasticsearch_index.engine._client, elasticsearch_index.engine.names.prefix
    others = [f"{prefix}-f3-backup", f"{prefix}-two-f3-17"]
    for name in others:
        client.indices.create(index=name)
    elasticsearch_index.rebuild()
    elasticsearch_index.rebuild()
    assert all(client.indices.exists(index=name) for name in others)
