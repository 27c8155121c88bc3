"""What a rebuild does with the outbox."""

from directory.models import OutboxEntry
from search import indexer
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
