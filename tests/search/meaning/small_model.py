"""A small ONNX sentence encoder that knows a few words."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

WORDS = ["?", "chor", "singen", "garten", "pflanzen", "deutsch", "sprache", "baden", "wasser"]
SIZE = 24


def make_model(folder, words=WORDS, pooled=False, rows=None):
    """Words side by side in the list are neighbors in meaning; `rows` fewer than words makes a model that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(len(words))
    table = random.normal(size=(len(words), SIZE)).astype(np.float32)
    table[2::2] = table[1::2] + 0.3 * table[2::2]
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["tokens"])]
    shape = ["batch", "tokens", SIZE]
    if pooled:
        nodes.append(helper.make_node("ReduceMean", ["tokens", "axes"], ["sentence"], keepdims=0))
        shape = ["batch", SIZE]
    graph = helper.make_graph(
        nodes,
        "words",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(table[:rows], "table"), numpy_helper.from_array(np.array([1]), "axes")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, unk_token="?"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return str(folder / "model.onnx")
