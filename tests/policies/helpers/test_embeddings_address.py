from __future__ import annotations

import json

import numpy as np
import pytest
from pydantic import SecretStr

from policies.helpers.address import Address
from policies.helpers.embeddings_address import AddressEmbedder
from policies.helpers.failing import HelperFailed
from policies.helpers.settings import Prefixes
from tests.policies.helpers.model_server import DIMENSION, ModelServer, bag


def embedder(url: str, prefixes: Prefixes = Prefixes()) -> AddressEmbedder:  # noqa: B008
    return AddressEmbedder(Address(url, SecretStr(""), "X"), "m", prefixes, 1.0)


def test_vectors_come_in_the_order_of_the_texts_with_length_one(server: ModelServer) -> None:
    """The server answers last text first; `index` tells where each belongs."""
    rows = embedder(server.url).stored(["社保卡", "医保"])
    expected = np.array([bag("社保卡"), bag("医保")])
    assert rows.shape == (2, DIMENSION)
    assert np.allclose(rows, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-6)


def test_prefixes_stand_before_the_texts_as_the_model_wants_them(server: ModelServer) -> None:
    own = embedder(server.url, Prefixes("query: ", "passage: "))
    own.stored(["甲"])
    own.asked("乙")
    assert server.inputs() == ["passage: 甲", "query: 乙"]


def test_another_model_prefix_or_address_has_another_fingerprint() -> None:
    url = "http://127.0.0.1:1/v1"
    prints = {
        embedder(url).fingerprint,
        embedder(url, Prefixes("a")).fingerprint,
        embedder(url, Prefixes("", "a")).fingerprint,
        embedder("http://127.0.0.1:2/v1").fingerprint,
    }
    assert len(prints) == 4
    assert embedder(url).fingerprint == embedder(url).fingerprint


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": None},
        {"data": []},
        {"data": [{"index": 0}]},
        {"data": [{"index": 0, "embedding": "AAAA"}]},
        {"data": [{"index": 0, "embedding": []}]},
        {"data": [{"index": 0, "embedding": [0.0, 0.0]}]},
        {"data": [{"index": 0, "embedding": [1.0, "x"]}]},
        {"data": [{"index": 0, "embedding": [1.0, float("nan")]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0]}]},
        {"data": ["embedding"]},
        {"data": {"embedding": [1.0]}},
    ],
)
def test_what_is_not_one_finite_vector_a_text_is_a_failure(
    server: ModelServer, answer: dict[str, object]
) -> None:
    server.raw = json.dumps(answer).encode()
    with pytest.raises(HelperFailed):
        embedder(server.url).asked("问")


def test_rows_of_different_lengths_are_a_failure(server: ModelServer) -> None:
    server.vector = lambda text: [1.0] * len(text)
    with pytest.raises(HelperFailed):
        embedder(server.url).stored(["一", "一二"])
