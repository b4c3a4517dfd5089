"""Vectors from a model of our own: an ONNX file and its tokenizer in one folder, run by onnxruntime."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from policies.helpers.embedding import Vectors, digest_of, unit_rows
from policies.helpers.failing import HelperFailed
from policies.helpers.settings import Prefixes

FILES = ("model.onnx", "onnx/model.onnx")
LONGEST = 512
# The service's own work comes first.
THREADS = min(2, os.cpu_count() or 1)


def onnx_file(folder: Path) -> Path | None:
    """Return the model's file in a folder, None where it holds none."""
    return next((folder / name for name in FILES if (folder / name).is_file()), None)


class OnnxEmbedder:
    """A sentence encoder: token vectors, averaged or the first taken as the folder's pooling says."""

    def __init__(self, folder: Path, prefixes: Prefixes) -> None:
        """Load the model of a folder: `model.onnx`, `tokenizer.json` and, where it is there, `1_Pooling/config.json`.

        Raises:
            HelperFailed: something is missing or cannot be read.
        """
        model, tokenizer = onnx_file(folder), folder / "tokenizer.json"
        if model is None or not tokenizer.is_file():
            raise HelperFailed("no model.onnx and tokenizer.json")
        self._prefixes = prefixes
        self._takes_first = _pooling(folder).get("pooling_mode_cls_token", False)
        self._session = _session(model)
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._tokenizer = _tokenizer(tokenizer)
        self.fingerprint = digest_of(
            model.read_bytes(),
            tokenizer.read_bytes(),
            str(self._takes_first),
            prefixes.asked,
            prefixes.stored,
        )

    def stored(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of stored texts."""
        return self._embed([self._prefixes.stored + text for text in texts])

    def asked(self, text: str) -> Vectors:
        """Return a question's vector."""
        return self._embed([self._prefixes.asked + text])

    def _embed(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        feeds = {
            "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([each.type_ids for each in encoded], dtype=np.int64),
        }
        given = {name: value for name, value in feeds.items() if name in self._inputs}
        return unit_rows(self._pooled(self._session.run(None, given)[0], mask), len(texts))

    def _pooled(self, output: Any, mask: Any) -> Any:
        """Return one row a text; a model that pools by itself gives that already."""
        if output.ndim == 2:
            return output
        if self._takes_first:
            return output[:, 0]
        weights = mask[:, :, None].astype(output.dtype)
        return (output * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)


def _session(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise HelperFailed(f"model: {type(error).__name__}") from error


def _tokenizer(file: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:
        raise HelperFailed(f"tokenizer: {type(error).__name__}") from error
    padding = tokenizer.padding or {}
    tokenizer.enable_padding(pad_id=padding.get("pad_id", 0), pad_token=padding.get("pad_token", "[PAD]"))
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _pooling(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
