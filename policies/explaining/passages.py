"""The passages of documents that were looked at, each with what became of it and why."""

from __future__ import annotations

from policies.answering.evidence import asks_department
from policies.answering.inquiry import Answer, Inquiry, Outcome, Passage
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.answering.stages.match_qa import allowed_regions
from policies.answering.stages.quote import RESPONSIBLE, Quote
from policies.answering.standing import holds, may_read
from policies.answering.supporting import Support
from policies.content.model import Policy
from policies.explaining.model import Cited
from policies.search.index import Scope, SearchIndex

MOST = 8
MOST_CLOSED = 3


class Passages:
    """Tells of the passages of one question."""

    def __init__(self, found: Inquiry, answer: Answer, shelf: Shelf, model: Model) -> None:
        """Tell of passages; the arguments are those of `Pairs`."""
        self._found = found
        self._answer = answer
        self._shelf = shelf
        self._model = model
        self._quote = Quote(shelf, model)
        self._enough = RESPONSIBLE if asks_department(found.reading) else model.quote

    def looked(self) -> tuple[Cited, ...]:
        """Return the passages that were found, the best supported first."""
        support = Support(self._found.reading, self._shelf, self._model)
        judged = sorted(map(support, self._found.passages), key=lambda each: -each.support)
        return tuple(self._cited(each.passage, each.support) for each in judged[:MOST])

    def closed(self, search: SearchIndex) -> tuple[Cited, ...]:
        """Return by their titles documents that this reader may not read."""
        region = self._found.reading.entities.get("region")
        scope = Scope(regions=allowed_regions(self._shelf.regions(), region), disclosures=None)
        found: dict[str, Cited] = {}
        for hit in search.passages(search.terms(self._found.reading.text), scope, MOST):
            policies = self._behind(hit.kind, hit.source_id)
            if not all(may_read(policy, self._found.question) for policy in policies):
                shut = Cited(
                    hit.kind, hit.source_id, hit.title, "", "", 0.0, self._enough, "left", ("closed",)
                )
                found.setdefault(f"{hit.kind}/{hit.source_id}", shut)
        return tuple(found.values())[:MOST_CLOSED]

    def _cited(self, passage: Passage, support: float) -> Cited:
        sources = {(each.source_id, each.clause) for each in self._answer.citations}
        quoted = (
            self._answer.outcome is Outcome.QUOTED and (passage.source_id, passage.clause_path) in sources
        )
        return Cited(
            passage.kind,
            passage.source_id,
            self._title(passage),
            passage.clause_path,
            passage.quote,
            support,
            self._enough,
            "quoted" if quoted else "left",
            () if quoted else self._reasons(passage, support),
        )

    def _reasons(self, passage: Passage, support: float) -> tuple[str, ...]:
        found = [self._quote.objection(self._found, passage)]
        policies = self._behind(passage.kind, passage.source_id)
        if not all(holds(policy, self._found.question.asked_on) for policy in policies):
            found.append("not_in_force")
        if support < self._enough:
            found.append("below_quote")
        found = [each for each in found if each]
        if found:
            return tuple(found)
        instead = {Outcome.ANSWERED: "pair_instead", Outcome.CLARIFY: "buttons_instead"}
        return (instead.get(self._answer.outcome, "behind"),)

    def _behind(self, kind: str, source_id: str) -> list[Policy]:
        text = self._shelf.interpretation(source_id) if kind == "interpretation" else None
        behind = text.explains if text is not None else (source_id,)
        return [policy for each in behind if (policy := self._shelf.policy(each)) is not None]

    def _title(self, passage: Passage) -> str:
        read = self._shelf.policy if passage.kind == "policy" else self._shelf.interpretation
        source = read(passage.source_id)
        return source.title if source is not None else passage.source_id
