"""What a rebuild does with the outbox."""

from directory.lexicon import announce_lexicon_change
from directory.models import OutboxEntry, Term
from search import indexer
from search.engines import get_engine
from tests.factories import make_offer


def test_what_waited_before_a_rebuild_is_not_written_again(index, municipality):
    make_offer(municipality)
    index.rebuild()
    assert not OutboxEntry.objects.exists()


def test_what_changes_during_a_rebuild_waits_for_afterwards(index, municipality, monkeypatch):
    make_offer(municipality)
    documents = indexer.all_documents

    def changing():
        yield from documents()
        make_offer(municipality)

    monkeypatch.setattr(indexer, "all_documents", changing)
    index.rebuild()
    assert OutboxEntry.objects.exists()


def test_a_request_for_a_rebuild_stays_until_the_indexer_has_answered(index, municipality):
    request = indexer.ask_for_rebuild()
    index.rebuild()
    assert OutboxEntry.objects.filter(pk=request).exists()
    index.drain()
    assert not OutboxEntry.objects.exists()


def test_changed_word_parts_of_the_lexicon_make_a_new_index(index, municipality):
    make_offer(municipality, title="Quassel-Runde")
    index.rebuild()
    Term.objects.filter(vocabulary="concept", slug="swim").update(stems="quassel")
    announce_lexicon_change()
    indexer.make_current_index()
    assert get_engine().frequencies()["concept:swim"] == 1


def test_an_unchanged_lexicon_leaves_the_index_alone(index, municipality):
    index.rebuild()
    pointer = index.folder / "tantivy" / "current"
    before = pointer.read_text()
    indexer.make_current_index()
    assert pointer.read_text() == before
