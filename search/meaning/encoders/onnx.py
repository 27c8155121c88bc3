"""Any sentence encoder as an ONNX file, with its tokenizer in the format of Hugging Face (`tokenizer.json`)."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from search.meaning.encoders import MOST_QUERY_TOKENS, Vectors

MOST_TOKENS = 512
SAMPLE = 1 << 20


class OnnxEncoder:
    """Takes the first output: vectors of sentences as they are, vectors of tokens as their mean."""

    def __init__(self, file: str, tokenizer: str, prefixes: str) -> None:
        """`prefixes`: what stands before queries and before passages, parted by `|`."""
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        path = Path(file)
        tokens = Path(tokenizer) if tokenizer else path.with_name("tokenizer.json")
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._inputs = {wanted.name for wanted in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokens))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._query, _bar, self._passage = prefixes.partition("|")
        self.name = f"onnx-{_digest(path, tokens, prefixes)}"
        self.size = self.encode_queries(["a"]).shape[1]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._one(self._query + text, MOST_QUERY_TOKENS) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._one(self._passage + text, MOST_TOKENS) for text in texts])

    def _one(self, text: str, most_tokens: int) -> Vectors:
        encoding = self._tokenizer.encode(text)
        encoding.truncate(most_tokens)
        known: dict[str, Any] = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        given = {name: np.array([known[name]], dtype=np.int64) for name in self._inputs}
        vector = np.asarray(self._session.run(None, given)[0][0], dtype=np.float32)
        if vector.ndim == 2:
            vector = vector.mean(axis=0)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _digest(model: Path, tokenizer: Path, prefixes: str) -> str:
    """Another model, tokenizer or prefix gives another digest; of a large model its size, beginning and end count."""
    found = blake2b(digest_size=8)
    with model.open("rb") as file:
        size = model.stat().st_size
        found.update(f"{size} {prefixes} ".encode() + file.read(SAMPLE))
        file.seek(max(0, size - SAMPLE))
        found.update(file.read())
    found.update(tokenizer.read_bytes())
    return found.hexdigest()
