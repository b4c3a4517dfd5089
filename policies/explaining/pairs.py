"""The pairs that were looked at, each with what became of it and why."""

from __future__ import annotations

from collections.abc import Iterator

from policies.answering.inquiry import LED_AWAY, Answer, Candidate, Inquiry, Outcome
from policies.answering.scoring.candidates import ANSWER_ONLY, BARRING, hardly_meets, is_stray
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.answering.stages.decide import WORTH_SHOWING
from policies.answering.standing import pair_objection
from policies.explaining.model import Looked
from policies.explaining.parts import parts_of
from policies.search.index import Scope, SearchIndex

MOST = 10
MOST_SHUT_OUT = 3
# Signs against a candidate that make it go down and do not keep it from answering.
HINTS = ("topic", "audience", "facet")


class Pairs:
    """Tells of the candidates of one question."""

    def __init__(self, found: Inquiry, answer: Answer, shelf: Shelf, model: Model) -> None:
        """Tell of candidates.

        Args:
            found: with every candidate, wherever the question was led.
            answer: what was said in the end.
            shelf: reads pairs.
            model: orders and judges.
        """
        self._found = found
        self._answer = answer
        self._shelf = shelf
        self._model = model

    def looked(self) -> tuple[Looked, ...]:
        """Return the first candidates with their fates."""
        return tuple(self._looked(each) for each in self._found.candidates[:MOST])

    def shut_out(self, search: SearchIndex) -> tuple[Looked, ...]:
        """Return pairs of other regions that would have come before the last of those looked at."""
        if not self._found.reading.entities.get("region"):
            return ()
        seen = {each.qa_id for each in self._found.candidates}
        least = min((each.score for each in self._found.candidates[:MOST]), default=0.0)
        hits = search.pairs(search.terms(self._found.reading.text), Scope(regions=None), MOST)
        others = [hit for hit in hits if hit.qa_id not in seen and hit.score >= least]
        return tuple(
            Looked(hit.qa_id, hit.question, hit.matched, hit.score, 0.0, "left", ("region",))
            for hit in others[:MOST_SHUT_OUT]
        )

    def _looked(self, each: Candidate) -> Looked:
        fate = self._fate(each.qa_id)
        return Looked(
            each.qa_id,
            each.question,
            each.matched,
            each.score,
            each.parts.get("rank", 0.0),
            fate,
            () if fate == "answers" else tuple(dict.fromkeys(self._reasons(each))),
            parts_of(self._model.ranker, each.parts),
        )

    def _fate(self, qa_id: str) -> str:
        answer = self._answer
        if answer.qa_id == qa_id:
            return "answers"
        if qa_id in {each.qa_id for each in answer.choices}:
            return "offered"
        return "related" if qa_id in {each.qa_id for each in answer.related} else "left"

    def _reasons(self, each: Candidate) -> Iterator[str]:
        first, parts = self._found.candidates[0], each.parts
        pair = self._shelf.pair(each.qa_id)
        if pair is None:
            yield "gone"
            return
        if objection := pair_objection(self._shelf, pair, self._found.question):
            yield objection
        if parts.get("below"):
            yield "district"
        yield from (f"against_{name}" for name in BARRING if parts.get(name, 0.0) < 0)
        if is_stray(parts):
            yield "stray"
        if parts.get("question", 1.0) < ANSWER_ONLY:
            yield "answer_only"
        elif hardly_meets(parts):
            yield "hardly_meets"
        if each is first:
            yield from self._of_first(parts["confidence"], parts["offer"])
        else:
            yield from (f"against_{name}" for name in HINTS if parts.get(name, 0.0) < 0)
            yield "far_behind" if each.score < WORTH_SHOWING * first.score else "behind"

    def _of_first(self, confidence: float, offer: float) -> Iterator[str]:
        """Say what kept the first candidate from answering by itself."""
        thresholds = self._model.judge(self._found.candidates[0].parts).thresholds
        outcome = self._answer.outcome
        if outcome in LED_AWAY:
            yield "led_away"
        elif outcome is Outcome.QUOTED:
            yield "document_instead"
        if offer < thresholds.low:
            yield "below_low"
        elif confidence < thresholds.high:
            yield "below_high"
        elif outcome is Outcome.CLARIFY:
            yield "leaves_open"
