"""Quote: the clause that holds the fact, its sentence highlighted, in the document's own words."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.concluding import shortened, standing_alone
from policies.answering.evidence import (
    asks_department,
    asks_formally,
    asks_validity,
    best_sentence,
    is_formal,
    responsible,
    say_the_same,
)
from policies.answering.inquiry import Answer, Citation, Inquiry, Outcome, Passage
from policies.answering.noting import noted
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.answering.sources import clause_of, contact, interpretation_citation, policy_citation, titled
from policies.answering.speech import spoken
from policies.answering.stages.retrieve import settled
from policies.answering.standing import holds
from policies.answering.supporting import Support, Supported, outweighs
from policies.content.model import Clause, Policy
from policies.search.clauses import opening_of, whole_text
from policies.wording import say

# A passage in force goes before one that is not when it supports the answer nearly as well.
NEARLY = 0.75
# Clauses up to this length are quoted whole, longer ones by the passage that matched.
WHOLE = 400


# A question for who is responsible is answered from the marks in the clause, which say nothing else.
RESPONSIBLE = 0.35


class Quote:
    """Drafts an answer from the best passage."""

    def __init__(self, shelf: Shelf, model: Model) -> None:
        """Read sources from `shelf`; judge passages with the model."""
        self._shelf = shelf
        self._model = model

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with a quoting draft where a passage holds the answer."""
        if settled(inquiry):
            return inquiry
        dated = self._dated(inquiry)
        if dated is not None:
            return noted(inquiry, f"the document meant {dated.id}", draft=self._document(inquiry, dated))
        here = (each for each in inquiry.passages if not self.objection(inquiry, each))
        judged = map(Support(inquiry.reading, self._shelf, self._model), here)
        supported = sorted(judged, key=lambda each: -each.support)
        best = self._first(inquiry, supported)
        enough = RESPONSIBLE if asks_department(inquiry.reading) else self._model.quote
        if best is not None and best.support >= enough and outweighs(inquiry, best):
            others = inquiry.draft.choices if inquiry.draft else ()
            related = tuple(each for each in others if each.kind == "question")
            draft = replace(self._draft(inquiry, best), related=related)
            return noted(inquiry, f"{best.passage.source_id} {best.support:.3f}", draft=draft)
        named = self._named(inquiry)
        if named is not None and (inquiry.draft is None or inquiry.draft.outcome is Outcome.CLARIFY):
            return noted(inquiry, f"the document named {named.id}", draft=self._document(inquiry, named))
        return noted(
            inquiry,
            f"no passage holds the answer ({best.support:.3f})" if best else "no passage holds the answer",
        )

    def _first(self, inquiry: Inquiry, supported: list[Supported]) -> Supported | None:
        enough = NEARLY * supported[0].support if supported else 0.0
        near = [each for each in supported if each.support >= enough]
        standing = [each for each in near if self._in_force(inquiry, each.passage)]
        if not standing:
            return near[0] if near else None
        # The most specific rule comes first: the caller's own district before the city (A6); max takes the
        # first of equals, which is the best supported. Of pages that say the same, the document itself goes before
        # the news about it.
        best = standing[0].passage
        return max(
            standing,
            key=lambda each: (self._depth(inquiry, each.passage), self._is_original(each.passage, best)),
        )

    def _is_original(self, passage: Passage, best: Passage) -> bool:
        """Tell whether a passage says what the best one says, in a document that has a number (文号)."""
        policy = self._shelf.policy(passage.source_id)
        return policy is not None and bool(policy.doc_number) and say_the_same(passage.quote, best.quote)

    def _depth(self, inquiry: Inquiry, passage: Passage) -> int:
        """Return how near a document's region is to the caller's: 0 where no district is known."""
        tree, region = self._shelf.regions(), inquiry.reading.entities.get("region")
        policy = self._shelf.policy(passage.source_id)
        own = policy is not None and policy.region == region
        return int(own and tree.is_district(region))

    def objection(self, inquiry: Inquiry, passage: Passage) -> str:
        """Return why a passage may not be quoted for this question, "" where it may.

        The opening of a document and its clause on entry into force name the matter and say nothing of it ("formal").
        An interpretation explains; what is owed, when and how is said by the document itself. Its examples and
        its story of earlier rules would be taken for the rule ("explains"). What holds in a district only needs to
        know the district ("district").
        """
        explains = passage.kind == "interpretation"
        if explains and inquiry.reading.prefers != "interpretation":
            return "explains"
        if not explains and is_formal(passage.quote) and not asks_formally(inquiry.reading):
            return "formal"
        return "district" if self._below(inquiry, passage) else ""

    def _in_force(self, inquiry: Inquiry, passage: Passage) -> bool:
        policy = self._shelf.policy(passage.source_id)
        return policy is None or holds(policy, inquiry.question.asked_on)

    def _below(self, inquiry: Inquiry, passage: Passage) -> bool:
        """Tell whether a passage holds in a district only, while nobody has said which district is meant."""
        tree, text = self._shelf.regions(), self._shelf.interpretation(passage.source_id)
        behind = text.explains if text is not None else (passage.source_id,)
        policies = [policy for each in behind if (policy := self._shelf.policy(each)) is not None]
        everywhere = not policies or any(not tree.is_district(policy.region) for policy in policies)
        return not everywhere and inquiry.reading.entities.get("region") is None

    def _dated(self, inquiry: Inquiry) -> Policy | None:
        """Return the document of the named year, for the question whether it still holds."""
        year = inquiry.reading.entities.get("year")
        if year is None or not asks_validity(inquiry.reading):
            return None
        policies = (self._shelf.policy(each.source_id) for each in inquiry.passages if each.kind == "policy")
        return next((policy for policy in policies if policy is not None and _is_of(policy, year)), None)

    def _named(self, inquiry: Inquiry) -> Policy | None:
        found = map(self._shelf.policy_by_number, inquiry.reading.doc_numbers)
        return next(filter(None, found), None)

    def _draft(self, inquiry: Inquiry, best: Supported) -> Answer:
        passage = best.passage
        policy = self._shelf.policy(passage.source_id) if passage.kind == "policy" else None
        if policy is not None:
            return self._from_policy(inquiry, policy, best)
        text = self._shelf.interpretation(passage.source_id)
        sentence = best_sentence(inquiry.reading, passage.quote)
        cited = (
            interpretation_citation(text, passage.clause_path, passage.quote, sentence.range)
            if text
            else None
        )
        title, demo = (text.title, text.is_demo) if text else ("", False)
        said = standing_alone(passage.quote, sentence)
        summary = say("answering.quoted.interpretation", title=titled(title), sentence=shortened(said))
        return self._answer(inquiry, summary, cited, best.support, demo=demo, said=said)

    def _from_policy(self, inquiry: Inquiry, policy: Policy, best: Supported) -> Answer:
        clause = clause_of(policy, best.passage.clause_path)
        quote, start = _quote(policy, clause, best.passage.quote)
        sentence = best_sentence(inquiry.reading, quote)
        cited = policy_citation(
            policy, inquiry.question.asked_on, best.passage.clause_path, quote, sentence.range
        )
        place = {"title": titled(policy.title), "clause": best.passage.clause_path}
        marks = responsible(clause, sentence, start) if clause and asks_department(inquiry.reading) else ()
        if marks:
            names = say("answering.quoted.mark_separator").join(
                f"{mark.department}{mark.role}" for mark in marks
            )
            summary = say("answering.quoted.department", departments=names, **place)
            answer = self._answer(inquiry, summary, cited, best.support, demo=policy.is_demo, said=summary)
            return replace(answer, department=contact(self._shelf, marks[0].department, region=policy.region))
        above = opening_of(policy, clause) if clause is not None and start == 0 else ""
        said = standing_alone(quote, sentence, above)
        summary = say("answering.quoted.policy", sentence=shortened(said), **place)
        return self._answer(inquiry, summary, cited, best.support, demo=policy.is_demo, said=said)

    def _document(self, inquiry: Inquiry, policy: Policy) -> Answer:
        """Return the document itself, for a question that names it and asks nothing that a clause holds."""
        day = inquiry.question.asked_on
        facts = {
            "title": titled(policy.title),
            "number": policy.doc_number,
            "status": policy.status_on(day).value,
        }
        summary = say("answering.quoted.document", **facts)
        said = say("answering.quoted.document_speech", **facts)
        return self._answer(
            inquiry, summary, policy_citation(policy, day), 1.0, demo=policy.is_demo, said=said
        )

    def _answer(
        self, inquiry: Inquiry, summary: str, cited: Citation | None, support: float, *, demo: bool, said: str
    ) -> Answer:
        return Answer(
            outcome=Outcome.QUOTED,
            confidence=support,
            summary=summary,
            speech=spoken(said),
            citations=(cited,) if cited else (),
            department=contact(self._shelf, cited.issuer) if cited else None,
            notices=(say("answering.notices.demo"),) if demo else (),
            topic=inquiry.reading.topic,
            is_demo=demo,
        )


def _is_of(policy: Policy, year: str) -> bool:
    dates = (policy.written_on, policy.published_on, policy.effective_on)
    return year in (policy.doc_number or "") or any(
        day is not None and str(day.year) == year for day in dates
    )


def _quote(policy: Policy, clause: Clause | None, passage: str) -> tuple[str, int]:
    """Return what is quoted and where it begins in the clause."""
    if clause is None:
        return passage, 0
    text = whole_text(policy, clause)
    return (text, 0) if len(text) <= WHOLE else (passage, max(0, text.find(passage)))
