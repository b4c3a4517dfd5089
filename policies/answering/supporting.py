"""How well a passage supports an answer, and whether it goes before what the pairs have drafted."""

from __future__ import annotations

from dataclasses import dataclass

from policies.answering.evidence import asks_department, passage_features
from policies.answering.inquiry import Inquiry, Outcome, Passage, Reading
from policies.answering.scoring.candidates import hardly_meets
from policies.answering.scoring.features import bare
from policies.answering.scoring.model import Model, sigmoid
from policies.answering.shelf import Shelf
from policies.content.model import Facet

# A passage that says so much more of the matter than all pairs together is about it, and they are not: by the share of
# its words, in pairs of characters.
SAYS_MORE = 0.2


@dataclass(frozen=True, slots=True)
class Supported:
    """A passage with the calibrated support it gives, and the share of the matter that it says."""

    passage: Passage
    support: float
    said: float = 0.0


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
        features = passage_features(self._reading, title, quote, passage.score - passage.beside)
        support = sigmoid(self._model.passage.value(features))
        return Supported(passage, support, features["core_bigrams_of_asked"])


def outweighs(inquiry: Inquiry, best: Supported) -> bool:
    """Tell whether a passage goes before what has been drafted.

    Buttons stay while the right question is more likely among them than the passage is to hold the answer, unless all
    of them leave unsaid what the passage says: 萤火虫 beside a park's tickets.
    A pair that surely answers gives way only to the kind of source that was asked for; for the question
    who is responsible it stays when that is what it answers.
    """
    draft, reading = inquiry.draft, inquiry.reading
    if draft is None:
        return True
    if draft.outcome is Outcome.CLARIFY:
        if asks_department(reading) and best.passage.kind == "policy":
            return True  # the marks of the clause say who is responsible; buttons only ask back
        if bare(reading):
            return False
        parts = inquiry.candidates[0].parts
        says_more = best.said >= parts.get("heard", 1.0) + SAYS_MORE
        surer = best.support >= parts["offer"] or hardly_meets(parts) or says_more
        return surer or (reading.prefers != "pair" and best.support >= draft.confidence)
    if reading.prefers == "interpretation":
        if reading.facet is Facet.WHY and any(facet is Facet.WHY for facet, _ in draft.detail):
            return False
        return best.passage.kind == "interpretation"
    facets = {facet for facet, _ in draft.detail}
    return not (asks_department(reading) and Facet.DEPARTMENT in facets)
