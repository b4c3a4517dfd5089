"""Vectors from an OpenAI-compatible `/embeddings` address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.helpers.address import Address
from policies.helpers.embedding import Vectors, digest_of, unit_rows
from policies.helpers.failing import HelperFailed
from policies.helpers.settings import Prefixes

# A batch of stored questions may take its time: nobody waits for it.
BATCH_TIMEOUT_S = 60.0


class AddressEmbedder:
    """Asks an address for vectors."""

    def __init__(self, address: Address, model: str, prefixes: Prefixes, timeout_s: float) -> None:
        """Make one.

        Args:
            address: whom to ask.
            model: the model's name there.
            prefixes: put before texts, as the model was trained.
            timeout_s: for a question's vector.
        """
        self._address = address
        self._model = model
        self._prefixes = prefixes
        self._timeout_s = timeout_s
        self.fingerprint = digest_of(address.url, model, prefixes.asked, prefixes.stored)

    def stored(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of stored texts."""
        return self._embed([self._prefixes.stored + text for text in texts], BATCH_TIMEOUT_S)

    def asked(self, text: str) -> Vectors:
        """Return a question's vector."""
        return self._embed([self._prefixes.asked + text], self._timeout_s)

    def _embed(self, texts: list[str], timeout_s: float) -> Vectors:
        answer = self._address.post("/embeddings", {"model": self._model, "input": texts}, timeout_s)
        return unit_rows(_in_order(answer.get("data")), len(texts))


def _in_order(data: Any) -> list[Any]:
    """Return the vectors in the order of the texts, by their `index` where it is given.

    Raises:
        HelperFailed: it is not a list of embeddings.
    """
    try:
        places = sorted(range(len(data)), key=lambda place: data[place].get("index", place))
        return [data[place]["embedding"] for place in places]
    except (TypeError, KeyError, AttributeError) as error:
        raise HelperFailed("not embeddings") from error
