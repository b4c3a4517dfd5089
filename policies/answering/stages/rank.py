"""Rank: order the candidates by what was learned, and say how sure the first one is."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.inquiry import Candidate, Inquiry
from policies.answering.noting import noted
from policies.answering.scoring.candidates import READ, is_stray
from policies.answering.scoring.head import head_features
from policies.answering.scoring.model import HELPERS, Features, Model

# A rule of the caller's own district comes first when it fits nearly as well as the first of all.
NEARLY = 0.8
# The least confidence in a pair one of whose questions was asked word for word. Not learned: training
# hides the words it asks.
VERBATIM = 0.95
# Only the head is ranked anew: further down the search's own order is as good.
HEAD = 30


class Rank:
    """Puts the candidates in order; the first one's `parts` hold its confidence."""

    def __init__(self, model: Model) -> None:
        """Rank with a model's weights."""
        self._model = model
        self._said = model.ranker.without(HELPERS)
        self._is_helped = self._said != model.ranker

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with its candidates in order."""
        if inquiry.draft is not None or not inquiry.candidates:
            return inquiry
        head = [self._weighed(each) for each in inquiry.candidates[:HEAD]]
        ordered = _by_region(
            sorted(
                head,
                key=lambda each: (
                    not each.parts.get("verbatim"),
                    is_stray(each.parts),
                    -each.parts["rank"],
                    each.qa_id,
                ),
            )
        )
        first = ordered[0]
        parts = head_features([each.parts for each in ordered], [each.question for each in ordered])
        judge = self._model.judge(parts)
        # Helpers may put a pair first and among the buttons; whether it answers goes by what was said.
        parts["logit"] = judge.confidence.value(self._as_said(ordered) if self._is_helped else parts)
        parts["offer_logit"] = judge.offer.value(parts)
        confidence = judge.sure.probability(parts["logit"])
        offer = judge.near.probability(parts["offer_logit"])
        if parts.get("verbatim"):
            confidence = max(confidence, VERBATIM, judge.thresholds.high)
            offer = max(offer, VERBATIM)
        ordered[0] = replace(first, parts={**parts, "confidence": confidence, "offer": offer})
        return noted(inquiry, f"{first.qa_id} {confidence:.3f}", candidates=tuple(ordered))

    def _as_said(self, ordered: list[Candidate]) -> Features:
        """Return the first candidate's features with its lead over the others, but for what helpers say."""
        first, *others = [
            ({**each.parts, "rank": self._said.value(each.parts)}, each.question) for each in ordered
        ]
        others.sort(key=lambda each: -each[0]["rank"])
        seen = [first, *others]
        return head_features([parts for parts, _ in seen], [question for _, question in seen])

    def _weighed(self, each: Candidate) -> Candidate:
        # Made anew, not replaced: every candidate of every question comes here.
        parts = {**each.parts, "rank": self._model.ranker.value(each.parts)}
        return Candidate(each.qa_id, each.question, each.matched, each.score, parts)


def _by_region(ordered: list[Candidate]) -> list[Candidate]:
    """Let the caller's own district go first, and no district at all where none is known."""
    enough = NEARLY * ordered[0].score
    near = [each for each in ordered[:READ] if each.score >= enough]
    own = [each for each in near if each.parts.get("own_region")]
    above = [each for each in near if not each.parts.get("below")]
    first = (own or above or ordered)[0]
    return [first, *(each for each in ordered if each is not first)]
