from threading import Event

import pytest
from django.core.management import call_command

from directory.memory import memory
from directory.models import OutboxEntry, Term, TermOverride
from directory.showing import berlin_today
from search.engines import get_engine
from search.finding import find
from search.indexer import ask_for_rebuild, run
from search.query import SearchQuery
from search.reasons import concept_label
from tests.factories import make_offer


def titles(**parts):
    found = find(SearchQuery(municipality="testburg", language="de", today=berlin_today(), **parts))
    return [card.title.text for card in found.cards]


@pytest.fixture
def searchable(index, municipality):
    index.rebuild()
    return index


def test_what_is_published_is_found_after_a_drain(searchable, municipality):
    make_offer(municipality, title="Chor der Sprachen")
    searchable.drain()
    assert titles(text="Chor") == ["Chor der Sprachen"]


def test_a_drain_empties_the_outbox(searchable, municipality):
    make_offer(municipality)
    assert searchable.drain() > 0
    assert not OutboxEntry.objects.exists()


def test_a_change_reaches_the_index_once_even_when_it_is_written_twice(searchable, municipality):
    offer = make_offer(municipality, title="Chor")
    searchable.drain()
    OutboxEntry.objects.create(kind="offer", key=str(offer.pk))
    searchable.drain()
    assert titles(text="Chor") == ["Chor"]


def test_an_unpublished_offer_never_shows_not_even_before_the_drain(searchable, municipality):
    offer = make_offer(municipality, title="Chor")
    searchable.drain()
    offer.unpublish()
    assert titles(text="Chor") == []


def test_an_unpublished_offer_leaves_the_index(searchable, municipality):
    offer = make_offer(municipality)
    searchable.drain()
    offer.unpublish()
    searchable.drain()
    query = SearchQuery(municipality="testburg", language="de", today=berlin_today())
    assert find(query).total == 0


def test_a_renamed_organization_is_found_by_its_new_name(searchable, municipality):
    offer = make_offer(municipality, title="Chor")
    searchable.drain()
    organization = offer.offer_organizations.get().organization
    organization.name = "Singekreis Amsel"
    organization.save()
    searchable.drain()
    assert titles(text="Amsel") == ["Chor"]


def test_a_renamed_topic_is_found_by_its_new_label(searchable, municipality):
    from directory.models import Term

    make_offer(municipality, title="Chor", topics=["kultur"])
    searchable.drain()
    term = Term.objects.get(vocabulary="topic", slug="kultur")
    term.label_de = "Klangwelten"
    term.save()
    searchable.drain()
    assert titles(text="Klangwelten") == ["Chor"]


def test_a_deleted_index_can_be_built_again(searchable, municipality):
    import shutil

    make_offer(municipality, title="Chor")
    shutil.rmtree(searchable.folder)
    searchable.rebuild()
    assert titles(text="Chor") == ["Chor"]
    assert get_engine().exists()


def test_without_index_the_database_answers(index, municipality):
    make_offer(municipality, title="Chor der Sprachen")
    found = find(SearchQuery(municipality="testburg", language="de", today=berlin_today(), text="Chor"))
    assert found.from_database
    assert [card.title.text for card in found.cards] == ["Chor der Sprachen"]


def test_the_old_index_answers_while_a_new_one_is_built(searchable, municipality):
    offer = make_offer(municipality, title="Chor")
    searchable.drain()
    seen = []

    def documents():
        from directory.findable.offers import load

        seen.append(titles(text="Chor"))
        yield from load([str(offer.pk)])

    get_engine().rebuild(documents(), lambda number: None)
    assert seen == [["Chor"]]
    assert titles(text="Chor") == ["Chor"]


def test_a_running_indexer_does_the_rebuild_that_a_command_asks_for(searchable, municipality):
    make_offer(municipality, title="Chor")
    request = ask_for_rebuild()
    searchable.drain()
    assert not OutboxEntry.objects.filter(pk=request).exists()
    assert titles(text="Chor") == ["Chor"]


def test_reindex_builds_and_drains(index, municipality, capsys):
    make_offer(municipality, title="Chor")
    call_command("reindex")
    assert " documents" in capsys.readouterr().out
    assert titles() == ["Chor"]


def test_an_offer_without_words_keeps_no_other_out_of_the_index(searchable, municipality):
    broken = make_offer(municipality, title="Ohne Worte")
    make_offer(municipality, title="Chor")
    broken.texts.all().delete()
    searchable.drain()
    assert titles() == ["Chor"]


def test_an_indexer_that_cannot_write_its_index_tries_again(index, municipality, monkeypatch):
    stop = Event()
    index.folder.mkdir(parents=True)
    (index.folder / "tantivy").write_text("a file where the folder belongs")
    monkeypatch.setattr(stop, "wait", lambda _seconds: ((index.folder / "tantivy").unlink(missing_ok=True), stop.set()))
    run(stop)
    assert not get_engine().exists()


def test_a_municipalitys_own_label_finds_and_is_told_as_the_reason(searchable, municipality, client):
    sport = Term.objects.get(vocabulary="topic", slug="sport")
    make_offer(municipality, title="Verein", topics=["sport"])
    TermOverride.objects.create(term=sport, municipality=municipality, labels={"de": "Leibesübungen"})
    searchable.drain()
    tenant = memory().tenants["testburg"]
    assert titles(text="Leibesübungen") == ["Verein"]
    assert concept_label("topic:sport", tenant) == "Leibesübungen"


@pytest.mark.parametrize("ending", ["term", "idx", "fast", "store", "pos"])
def test_a_damaged_index_is_answered_from_the_database(searchable, municipality, ending):
    make_offer(municipality, title="Chor")
    searchable.rebuild()
    for file in searchable.folder.glob(f"tantivy/*/*.{ending}"):
        damaged = bytearray(file.read_bytes())
        damaged[::7] = bytes(len(damaged[::7]))
        file.write_bytes(damaged)
    assert titles(text="Chor") == ["Chor"]
