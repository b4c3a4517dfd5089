"""How well a passage supports an answer."""

from __future__ import annotations

from dataclasses import dataclass

from policies.answering.evidence import passage_features
from policies.answering.inquiry import Passage, Reading
from policies.answering.scoring.model import Model, sigmoid
from policies.answering.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Supported:
    """A passage with the calibrated support it gives."""

    passage: Passage
    support: float


class Support:
    """Judges one passage after another."""

    def __init__(self, reading: Reading, shelf: Shelf, model: Model) -> None:
        """Judge passages for a question by the model's weights; titles come from `shelf`."""
        self._reading = reading
        self._shelf = shelf
        self._model = model

    def __call__(self, passage: Passage) -> Supported:
        """Return the passage with its support."""
        read = self._shelf.policy if passage.kind == "policy" else self._shelf.interpretation
        source = read(passage.source_id)
        title = source.title if source is not None else ""
        heading = passage.clause_path if passage.kind == "interpretation" else ""
        quote = f"{heading} {passage.quote}".strip()
        features = passage_features(self._reading, title, quote, passage.score - passage.whole)
        return Supported(passage, sigmoid(self._model.passage.value(features)))
