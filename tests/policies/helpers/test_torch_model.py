"""A tiny sentence-transformers model, made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from policies.helpers.failing import HelperFailed
from policies.helpers.settings import Prefixes
from policies.helpers.torch_model import TorchEmbedder

pytest.importorskip(
    "sentence_transformers", reason="sentence-transformers is not installed (extra dense-torch)"
)


def make_model(folder: Path) -> str:
    """A two-layer BERT with random weights, saved as sentence-transformers saves one."""
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"社保卡丢了"])
    )
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=10, **sizes)).save_pretrained(folder)
    words = models.Transformer(str(folder))
    whole = SentenceTransformer(modules=[words, models.Pooling(16)], device="cpu")
    whole.save(str(folder / "whole"))
    return str(folder / "whole")


def test_a_saved_model_gives_vectors_of_length_one(tmp_path: Path) -> None:
    embedder = TorchEmbedder(make_model(tmp_path / "model"), Prefixes())
    rows = embedder.stored(["社保卡丢了", "社保"])
    assert rows.shape == (2, 16)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_what_is_no_model_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(HelperFailed):
        TorchEmbedder(str(tmp_path), Prefixes())
