import numpy as np
import pytest

from search.meaning.encoders import get_encoder
from search.meaning.nearest import near, nearest
from search.meaning.snapshot import MOST_EXACT, Snapshot
from search.meaning.vector_files import VectorFiles

SIZE = 384


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def vectors_like_e5(number, seed=1):
    """Clusters around one strong common direction, as sentence encoders give them."""
    random = np.random.default_rng(seed)
    subjects = random.normal(size=(200, SIZE))
    return unit(subjects[random.integers(0, 200, number)] + 0.5 * random.normal(size=(number, SIZE)) + 2)


@pytest.fixture
def published(tmp_path):
    def publish(vectors, owners):
        files = VectorFiles(tmp_path, SIZE)
        files.append(0, vectors)
        files.publish(0, len(vectors), owners)
        return Snapshot(files, files.manifest())

    return publish


def test_among_many_texts_the_truly_nearest_are_found(published):
    vectors = vectors_like_e5(MOST_EXACT + 12_000)
    snapshot = published(vectors, [(row, f"offer:{row}", "in:a") for row in range(len(vectors))])
    shares = []
    for query in vectors_like_e5(20, seed=2):
        truly = np.argsort(-(vectors @ query))[:10]
        found = snapshot.nearest(query, 10, frozenset()).uids
        shares.append(len({f"offer:{row}" for row in truly} & set(found)) / 10)
    assert np.mean(shares) > 0.9


def test_similarities_are_exact_to_the_third_digit(published):
    vectors = vectors_like_e5(50)
    snapshot = published(vectors, [(row, f"offer:{row}", "in:a") for row in range(50)])
    found = snapshot.nearest(vectors[7], 1, frozenset())
    assert (found.uids, found.similarities[0]) == (("offer:7",), pytest.approx(1, abs=0.002))


def test_mean_and_deviation_are_those_of_all_texts(published):
    vectors = vectors_like_e5(500)
    snapshot = published(vectors, [(row, f"offer:{row}", "in:a") for row in range(500)])
    found, truly = snapshot.nearest(vectors[7], 5, frozenset()), vectors @ vectors[7]
    assert (found.mean, found.deviation) == pytest.approx((truly.mean(), truly.std()), rel=0.02)


def test_documents_of_other_municipalities_take_no_place(published):
    vectors = vectors_like_e5(40)
    snapshot = published(vectors, [(row, f"offer:{row}", "in:a" if row % 2 else "everywhere:1") for row in range(40)])
    found = snapshot.nearest(vectors[7], 40, frozenset({"in:b", "everywhere:1"}))
    assert set(found.uids) == {f"offer:{row}" for row in range(0, 40, 2)}


def test_a_scope_without_documents_is_near_nothing(published):
    snapshot = published(vectors_like_e5(3), [(0, "offer:0", "in:a")])
    assert snapshot.nearest(vectors_like_e5(1)[0], 5, frozenset({"in:b"})) is None


def test_a_document_with_several_passages_counts_by_its_best(published):
    vectors = vectors_like_e5(3)
    snapshot = published(vectors, [(0, "page:1", "in:a"), (1, "offer:2", "in:a"), (2, "page:1", "in:a")])
    found = snapshot.nearest(vectors[2], 5, frozenset())
    assert (found.uids.count("page:1"), found.uids[0]) == (1, "page:1")


@pytest.mark.parametrize("text", ["", "   ", "123", "???", "🎉🎉", "\0"])
def test_without_letters_nothing_is_near(small, settings, tmp_path, text):
    settings.STADTLOTSE_INDEX = tmp_path
    assert near(text) is None


def test_a_lone_surrogate_is_no_error(small, settings, tmp_path):
    settings.STADTLOTSE_INDEX = tmp_path
    assert nearest("Chor \ud800") == []


def test_without_encoder_nothing_is_near(settings):
    settings.STADTLOTSE_ENCODER = "off"
    assert (get_encoder(), nearest("Chor")) == (None, [])
