import shutil
import sqlite3

import pytest

from directory.showing import berlin_today
from search.finding import find
from search.meaning import filling
from search.meaning.nearest import nearest
from search.query import SearchQuery
from tests.factories import make_offer, make_organization, publish_offer
from tests.search.meaning.small_model import WORDS, make_model


def uid(offer):
    return f"offer:{offer.pk}"


def offers_near(text):
    return [found for found, _similarity in nearest(text, 1000) if found.startswith("offer:")]


def vectors_on_disk(meanings):
    return sum(path.stat().st_size for path in meanings.folder.glob("scales-*")) // 4


def test_the_nearest_document_is_found_by_meaning(meanings, municipality):
    choir, _garden = make_offer(municipality, title="Singen"), make_offer(municipality, title="Garten")
    meanings.drain()
    meanings.fill()
    assert offers_near("Chor")[0] == uid(choir)


def test_words_are_findable_before_vectors_are_computed(meanings, municipality):
    make_offer(municipality, title="Chor")
    meanings.drain()
    found = find(SearchQuery(municipality="testburg", language="de", today=berlin_today(), text="Chor"))
    assert (found.total, offers_near("Chor")) == (1, [])


def test_a_step_computes_little_so_that_changes_do_not_wait(meanings, municipality):
    for number in range(3):
        make_offer(municipality, title=f"Chor {number}")
    meanings.drain()
    while filling.fill(seconds=0.001) and not vectors_on_disk(meanings):
        pass
    assert vectors_on_disk(meanings) == 1


def test_the_same_text_has_one_vector(meanings, municipality):
    meanings.fill()
    before = vectors_on_disk(meanings)
    provider = make_organization(municipality)
    for _ in range(3):
        make_offer(municipality, title="Chor", organization=provider)
    meanings.drain()
    meanings.fill()
    assert (vectors_on_disk(meanings) - before, len(offers_near("Chor"))) == (1, 3)


def test_a_changed_text_gets_a_new_vector(meanings, municipality):
    offer, _garden = make_offer(municipality, title="Chor"), make_offer(municipality, title="Garten")
    meanings.drain()
    meanings.fill()
    offer.title = "Baden"
    offer.save()
    publish_offer(offer)
    meanings.drain()
    meanings.fill()
    assert offers_near("Wasser")[0] == uid(offer)


def test_a_rebuild_leaves_vectors_of_gone_texts_behind(meanings, municipality):
    meanings.fill()
    before = vectors_on_disk(meanings)
    offer = make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.fill()
    offer.unpublish()
    meanings.rebuild()
    meanings.fill()
    meanings.restart()
    meanings.fill()
    assert vectors_on_disk(meanings) == before


def test_a_rebuild_computes_no_text_again(meanings, municipality):
    make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.fill()
    before = (meanings.folder / "vectors-0").stat().st_mtime_ns
    meanings.rebuild()
    meanings.fill()
    assert (meanings.folder / "vectors-0").stat().st_mtime_ns == before


def test_an_unpublished_offer_is_near_nothing(meanings, municipality):
    offer = make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.fill()
    offer.unpublish()
    meanings.drain()
    meanings.fill()
    assert offers_near("Chor") == []


def test_documents_that_were_there_before_the_encoder_get_vectors(
    index, municipality, use_model, small_model, settings
):
    settings.STADTLOTSE_ENCODER = "off"
    offer = make_offer(municipality, title="Chor")
    index.rebuild()
    use_model(small_model)
    filling.fill_all()
    assert offers_near("Chor")[0] == uid(offer)


def test_another_encoder_computes_anew_and_the_old_vectors_go(meanings, municipality, use_model, tmp_path):
    offer = make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.fill()
    use_model(make_model(tmp_path / "other", words=[*WORDS, "haus", "wohnung"]))
    assert offers_near("Chor") == []
    meanings.fill()
    assert (offers_near("Chor")[0], meanings.folder.exists()) == (uid(offer), False)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "vectors-0").write_bytes((folder / "vectors-0").read_bytes() + b"half a row"),
        lambda folder: (folder / "scales-0").write_bytes((folder / "scales-0").read_bytes()[:4]),
        lambda folder: (folder / "vectors-0").unlink(),
        lambda folder: (folder / "notes.sqlite").write_bytes(b"no database" * 1000),
        lambda folder: [path.unlink() for path in folder.iterdir()],
        lambda folder: (folder / "current").write_text('{"generation": '),
    ],
    ids=["half a row", "a lost row", "no vectors", "broken notes", "nothing", "broken manifest"],
)
def test_whatever_a_process_left_behind_is_repaired(meanings, municipality, damage):
    offers = [make_offer(municipality, title=title) for title in ("Chor", "Garten", "Baden")]
    meanings.drain()
    meanings.fill()
    meanings.restart()
    for leftover in ("notes.sqlite-wal", "notes.sqlite-shm"):
        (meanings.folder / leftover).unlink(missing_ok=True)
    damage(meanings.folder)
    meanings.fill()
    assert [offers_near(text)[0] for text in ("Chor", "Garten", "Baden")] == [uid(offer) for offer in offers]


def test_a_process_that_ends_between_file_and_note_leaves_nothing_wrong(meanings, municipality):
    offers = [make_offer(municipality, title=title) for title in ("Chor", "Garten")]
    meanings.drain()
    meanings.fill()
    meanings.restart()
    before = vectors_on_disk(meanings)
    with sqlite3.connect(meanings.folder / "notes.sqlite") as notes:
        notes.execute("UPDATE texts SET row = NULL WHERE row = (SELECT max(row) FROM texts)")
    meanings.fill()
    assert [offers_near(text)[0] for text in ("Chor", "Garten")] == [uid(offer) for offer in offers]
    assert vectors_on_disk(meanings) == before


def test_a_deleted_folder_is_filled_again(meanings, municipality):
    offer = make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.fill()
    shutil.rmtree(meanings.folder)
    meanings.rebuild()
    meanings.fill()
    assert offers_near("Chor")[0] == uid(offer)


def test_an_encoder_that_fails_keeps_no_words_from_being_found(index, municipality, use_model, tmp_path, caplog):
    use_model(make_model(tmp_path / "failing", rows=5))
    make_offer(municipality, title="Baden am Wasser")
    index.rebuild()
    assert filling.fill_all() == (0, 0)  # nothing is told of a broken one
    assert find(SearchQuery(municipality="testburg", language="de", today=berlin_today(), text="Baden")).total == 1
    assert sum("Vectors cannot be kept" in record.message for record in caplog.records) == 1
