"""Choose: a pressed button names its pair; nothing is left to guess."""

from __future__ import annotations

from policies.answering.inquiry import Candidate, Inquiry
from policies.answering.noting import noted
from policies.answering.shelf import Shelf
from policies.answering.sources import pair_answer
from policies.content.model import PairState


class Choose:
    """Drafts the answer of the pair whose button was pressed."""

    def __init__(self, shelf: Shelf) -> None:
        """Read pairs from `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with the pair's answer as draft; without a choice, unchanged."""
        chosen = inquiry.question.choice
        if not chosen:
            return inquiry
        pair = self._shelf.pair(chosen)
        if pair is None or pair.state is not PairState.PUBLISHED:
            return noted(inquiry, "the chosen pair is not published any more")
        candidate = Candidate(pair.id, pair.question, pair.question, 1.0, {"confidence": 1.0})
        draft = pair_answer(self._shelf, pair, 1.0)
        return noted(inquiry, f"chosen {pair.id}", draft=draft, candidates=(candidate,))
