"""A tiny sentence encoder, made here, loaded and run by the real libraries."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from policies.helpers.failing import HelperFailed
from policies.helpers.onnx_model import OnnxEmbedder
from policies.helpers.settings import Prefixes

onnx = pytest.importorskip("onnx", reason="onnx is not installed: no model can be made")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")

VOCABULARY = ["[PAD]", "[UNK]", *"社保卡丢了怎么补办医疗查询问"]
RANDOM = np.random.default_rng(7)
EMBEDDING = RANDOM.normal(size=(len(VOCABULARY), 8)).astype(np.float32)
LAYER = RANDOM.normal(size=(8, 6)).astype(np.float32)
NONE = Prefixes()


def make_model(folder: Path, *, pools: bool = False) -> Path:
    """Two layers: an embedding, and a dense one with tanh; where it `pools`, their mean over the tokens."""
    helper, of = onnx.helper, onnx.numpy_helper.from_array
    nodes = [
        helper.make_node("Gather", ["embedding", "input_ids"], ["embedded"]),
        helper.make_node("MatMul", ["embedded", "layer"], ["dense"]),
        helper.make_node("Tanh", ["dense"], ["last_hidden_state"]),
    ]
    output = helper.make_tensor_value_info(
        "last_hidden_state", onnx.TensorProto.FLOAT, ["batch", "tokens", 6]
    )
    if pools:
        nodes.append(helper.make_node("ReduceMean", ["last_hidden_state"], ["pooled"], axes=[1], keepdims=0))
        output = helper.make_tensor_value_info("pooled", onnx.TensorProto.FLOAT, ["batch", 6])
    inputs = [
        helper.make_tensor_value_info(name, onnx.TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    graph = helper.make_graph(
        nodes, "tiny", inputs, [output], [of(EMBEDDING, "embedding"), of(LAYER, "layer")]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    words = tokenizers.models.WordLevel(
        {each: number for number, each in enumerate(VOCABULARY)}, unk_token="[UNK]"
    )
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Split(tokenizers.Regex("."), "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def encoded(text: str) -> np.ndarray:
    """Return what the model's layers give, by numpy."""
    ids = [VOCABULARY.index(each) if each in VOCABULARY else 1 for each in text]
    return np.asarray(np.tanh(EMBEDDING[ids] @ LAYER))


def unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector))


def test_a_vector_is_the_mean_of_the_token_vectors_made_to_length_one(tmp_path: Path) -> None:
    (row,) = OnnxEmbedder(make_model(tmp_path), NONE).asked("社保卡丢了")
    assert np.allclose(row, unit(encoded("社保卡丢了").mean(axis=0)), atol=1e-5)


def test_a_longer_text_in_the_same_batch_changes_nothing(tmp_path: Path) -> None:
    embedder = OnnxEmbedder(make_model(tmp_path), NONE)
    alone, together = embedder.asked("医保"), embedder.stored(["医保", "社保卡丢了怎么补办"])
    assert np.allclose(alone[0], together[0], atol=1e-6)


def test_the_first_token_is_taken_where_the_models_pooling_says_so(tmp_path: Path) -> None:
    folder = make_model(tmp_path)
    mean = OnnxEmbedder(folder, NONE)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    first = OnnxEmbedder(folder, NONE)
    assert np.allclose(first.asked("社保")[0], unit(encoded("社")[0]), atol=1e-5)
    assert first.fingerprint != mean.fingerprint


def test_a_model_that_pools_by_itself_is_taken_at_its_word(tmp_path: Path) -> None:
    (row,) = OnnxEmbedder(make_model(tmp_path, pools=True), NONE).asked("社保")
    assert np.allclose(row, unit(encoded("社保").mean(axis=0)), atol=1e-5)


def test_prefixes_are_read_with_the_text_and_told_apart_by_the_fingerprint(tmp_path: Path) -> None:
    folder = make_model(tmp_path)
    asking = OnnxEmbedder(folder, Prefixes(asked="问"))
    assert np.allclose(asking.asked("社保")[0], unit(encoded("问社保").mean(axis=0)), atol=1e-5)
    assert asking.fingerprint != OnnxEmbedder(folder, NONE).fingerprint


def test_the_hubs_layout_with_the_model_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    folder = make_model(tmp_path)
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert OnnxEmbedder(folder, NONE).asked("社保").shape == (1, 6)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_or_broken_file_is_a_failure(tmp_path: Path, name: str) -> None:
    folder = make_model(tmp_path)
    (folder / name).write_bytes(b"broken")
    with pytest.raises(HelperFailed):
        OnnxEmbedder(folder, NONE)
    (folder / name).unlink()
    with pytest.raises(HelperFailed):
        OnnxEmbedder(folder, NONE)
