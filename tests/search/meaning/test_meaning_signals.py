from search.meaning.signals import meaning_signals
from search.ranking import WEIGHTS
from tests.factories import make_offer
from tests.search.meaning.small_model import make_model


def filled(meanings, municipality):
    offers = [make_offer(municipality, title=title) for title in ("Chor", "Garten", "Baden", "Deutsch")]
    meanings.drain()
    meanings.fill()
    return offers


def test_the_nearest_document_gets_the_most_points(meanings, municipality):
    choir = filled(meanings, municipality)[0]
    (signal,) = meaning_signals("singen")
    assert max(signal.terms, key=lambda term: term[2])[:2] == ("uid", f"offer:{choir.pk}")


def test_documents_below_the_mean_get_no_points(meanings, municipality):
    filled(meanings, municipality)
    (signal,) = meaning_signals("singen")
    assert min(points for _field, _term, points in signal.terms) > 0


def test_points_follow_the_weight(meanings, municipality):
    filled(meanings, municipality)
    (once,), (twice,) = (
        meaning_signals("singen"),
        meaning_signals("singen", WEIGHTS.changed(meaning=2 * WEIGHTS.meaning)),
    )
    assert twice.terms[0][2] == 2 * once.terms[0][2]


def test_a_weight_of_nothing_asks_no_encoder(meanings, municipality):
    filled(meanings, municipality)
    assert meaning_signals("singen", WEIGHTS.changed(meaning=0.0)) == ()


def test_only_documents_that_are_valid_here_get_points(meanings, municipality):
    filled(meanings, municipality)
    assert meaning_signals("singen", scope=frozenset({"in:nebenstadt"})) == ()


def test_without_vectors_there_are_no_signals(small, index):
    assert meaning_signals("singen") == ()


def test_a_failing_encoder_gives_no_signals_and_its_query_is_not_logged(
    meanings, municipality, use_model, tmp_path, caplog
):
    filled(meanings, municipality)
    failing = use_model(make_model(tmp_path / "failing", rows=5))
    meanings.folder.rename(meanings.folder.with_name(failing.name))
    assert meaning_signals("baden wasser") == ()
    assert "wasser" not in caplog.text
