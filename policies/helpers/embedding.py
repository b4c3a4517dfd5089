"""Texts as vectors: the one interface of every model that makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from policies.helpers.failing import HelperFailed

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Makes vectors of length 1, one row a text."""

    @property
    def fingerprint(self) -> str:
        """Names the model and how it is asked; vectors of another fingerprint do not compare."""

    def stored(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of stored texts; raises HelperFailed."""

    def asked(self, text: str) -> Vectors:
        """Return the one row of a question; raises HelperFailed."""


def unit_rows(rows: object, count: int) -> Vectors:
    """Return vectors made to length 1.

    Raises:
        HelperFailed: they are not `count` rows of finite numbers of one length, or a row has no direction.
    """
    try:
        vectors = np.asarray(rows, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise HelperFailed("not vectors") from error
    if vectors.ndim != 2 or vectors.shape[0] != count or not vectors.shape[1]:
        raise HelperFailed("not one vector a text")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not (lengths > 0).all():
        raise HelperFailed("not finite")
    return np.asarray(vectors / lengths, dtype=np.float32)


def digest_of(*parts: str | bytes) -> str:
    """Return a short digest of what makes a model's vectors what they are."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()
