"""What a rebuild takes over from the one before it. `plant` changes what was kept, so that a search shows whether it
was used."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from directory.findable.documents import SearchDocument
from directory.findable.offers import load
from directory.lexicon import announce_lexicon_change
from directory.models import Offer, Term
from directory.writing.publishing import project
from search import reuse
from search.analysed import analysed
from search.engines import get_engine
from search.reuse import FILE, reusing
from tests.factories import make_offer

MARK = "gepflanzt"


def rows(index):
    with closing(sqlite3.connect(index.folder / FILE)) as file:
        return dict(file.execute("SELECT uid, result FROM found").fetchall())


def change(index, offer, result):
    with closing(sqlite3.connect(index.folder / FILE)) as file, file:
        file.execute("UPDATE found SET result = ? WHERE uid = ?", (result, f"offer:{offer.pk}"))


def plant(index, offer):
    of = analysed(load([str(offer.pk)])[0])
    change(index, offer, reuse._packed(replace(of, terms=of.terms | {"title": (MARK,)})))


def is_planted():
    return MARK in get_engine().title_words()


@pytest.fixture
def offer(index, municipality):
    offer = make_offer(municipality, title="Quassel-Runde")
    index.rebuild()
    return offer


def test_an_unchanged_document_is_not_analyzed_again(index, offer):
    plant(index, offer)
    index.rebuild()
    assert is_planted()


def test_what_was_taken_over_is_kept_for_the_next_rebuild(index, offer):
    plant(index, offer)
    index.rebuild()
    index.rebuild()
    assert is_planted()


def test_all_of_a_document_is_taken_over_as_it_was(index, offer):
    document = load([str(offer.pk)])[0]
    with reusing(index.folder) as read:
        assert read(document) == analysed(document)


def test_a_changed_text_is_analyzed_anew(index, offer):
    plant(index, offer)
    Offer.objects.filter(pk=offer.pk).update(title="Nähkreis")
    project([offer.pk])
    index.rebuild()
    assert not is_planted()
    assert "nahkreis" in get_engine().title_words()


def test_another_program_analyzes_anew(index, offer, monkeypatch):
    plant(index, offer)
    monkeypatch.setattr(reuse, "_program", lambda: b"another")
    index.rebuild()
    assert not is_planted()


def test_a_changed_lexicon_finds_other_concepts_in_the_same_terms(index, offer):
    plant(index, offer)
    Term.objects.filter(vocabulary="concept", slug="swim").update(stems="quassel")
    announce_lexicon_change()
    index.rebuild()
    assert get_engine().frequencies()["concept:swim"] == 1
    assert is_planted()


@pytest.mark.parametrize("damage", [b"", b"no database" * 500])
def test_a_damaged_file_does_no_harm(index, offer, damage):
    (index.folder / FILE).write_bytes(damage)
    index.rebuild()
    assert "quassel" in get_engine().title_words()
    assert len(rows(index)) == get_engine().frequencies()[""]


@pytest.mark.parametrize("damage", [None, b"", b"no checksum", "text", 7])
def test_a_damaged_result_is_analyzed_anew(index, offer, damage):
    change(index, offer, damage)
    index.rebuild()
    assert "quassel" in get_engine().title_words()


def test_a_file_of_another_form_does_no_harm(index, offer):
    (index.folder / FILE).unlink()
    with closing(sqlite3.connect(index.folder / FILE)) as file, file:
        file.execute("CREATE TABLE found (something)")
    index.rebuild()
    assert "quassel" in get_engine().title_words()


def test_a_missing_file_comes_back(index, offer):
    (index.folder / FILE).unlink()
    index.rebuild()
    assert f"offer:{offer.pk}" in rows(index)


def test_the_file_forgets_what_is_gone(index, offer):
    offer.delete()
    index.rebuild()
    assert f"offer:{offer.pk}" not in rows(index)


def test_the_file_takes_no_more_documents_than_it_may(index, municipality):
    found = [
        SearchDocument("offer", key, municipality.slug, (("de", key),), (), (), (), None, None, 0) for key in "abc"
    ]
    with reusing(index.folder, most=2) as read:
        assert [read(document).terms["title"] for document in found] == [("a",), ("b",), ("c",)]
    assert len(rows(index)) == 2


def test_a_rebuild_that_breaks_off_leaves_the_file_as_it_was(index, offer):
    before = rows(index)
    with suppress(KeyboardInterrupt), reusing(index.folder):
        raise KeyboardInterrupt
    assert rows(index) == before
    assert [path.name for path in index.folder.glob("analysed.*")] == [FILE]


def test_a_folder_that_cannot_be_written_does_no_harm(index, offer):
    document = load([str(offer.pk)])[0]
    with reusing(index.folder / FILE / "below a file") as read:
        assert read(document) == analysed(document)
