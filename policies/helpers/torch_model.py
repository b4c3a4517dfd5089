"""Vectors from a sentence-transformers model, by path or by its name on the hub."""

from __future__ import annotations

from collections.abc import Sequence

from policies.helpers.embedding import Vectors, digest_of, unit_rows
from policies.helpers.failing import HelperFailed
from policies.helpers.settings import Prefixes


class TorchEmbedder:
    """A model that sentence-transformers loads; one named on the hub is downloaded by it once."""

    def __init__(self, name: str, prefixes: Prefixes) -> None:
        """Load a model.

        Raises:
            HelperFailed: it cannot be loaded.
        """
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu")
        except Exception as error:
            raise HelperFailed(f"model: {type(error).__name__}") from error
        self._prefixes = prefixes
        # A probe tells apart what a name or a path does not: another model put in the same place.
        probe = self._embed(["指纹"])
        self.fingerprint = digest_of(name, prefixes.asked, prefixes.stored, probe.round(3).tobytes())

    def stored(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of stored texts."""
        return self._embed([self._prefixes.stored + text for text in texts])

    def asked(self, text: str) -> Vectors:
        """Return a question's vector."""
        return self._embed([self._prefixes.asked + text])

    def _embed(self, texts: list[str]) -> Vectors:
        return unit_rows(self._model.encode(texts, show_progress_bar=False), len(texts))
