"""Retrieve: passages of documents and interpretations that may hold the answer."""

from __future__ import annotations

from policies.answering.evidence import asks_department, looked_up
from policies.answering.inquiry import Inquiry, Outcome, Passage, Question
from policies.answering.noting import noted
from policies.answering.scoring.candidates import hardly_meets, means_only
from policies.answering.shelf import Shelf
from policies.answering.stages.match_qa import allowed_regions
from policies.answering.standing import may_read
from policies.content.model import Disclosure
from policies.search.index import PassageHit, Scope, SearchIndex

MOST = 12
# Interpretations come first where why, background or changes are asked (A1).
PREFERRED = 1.3

# Buttons among which the right question stands so likely are not given up for a passage.
UNBEATEN = 0.9

CITIZEN = frozenset({Disclosure.PUBLIC.value})
STAFF = frozenset({Disclosure.PUBLIC.value, Disclosure.ON_REQUEST.value})


class Retrieve:
    """Fills `passages`, best first."""

    def __init__(self, search: SearchIndex, shelf: Shelf) -> None:
        """Search in `search`; documents by number and regions come from `shelf`."""
        self._search = search
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with passages; unchanged where a pair has answered for good."""
        if settled(inquiry):
            return inquiry
        reading = inquiry.reading
        regions = allowed_regions(self._shelf.regions(), reading.entities.get("region"))
        scope = Scope(
            regions=regions,
            disclosures=STAFF if inquiry.question.viewer == "staff" else CITIZEN,
            only=self._named(reading.doc_numbers),
        )
        found = self._search.passages(self._search.terms(looked_up(reading.text)), scope, MOST)
        hits = [hit for hit in found if self._is_open(hit, inquiry.question)]
        preferred = PREFERRED if reading.prefers == "interpretation" else 1.0
        passages = [_passage(hit, preferred if hit.kind == "interpretation" else 1.0) for hit in hits]
        passages.sort(key=lambda each: -each.score)
        return noted(inquiry, f"{len(passages)} passages", passages=tuple(passages))

    def _is_open(self, hit: PassageHit, question: Question) -> bool:
        """Tell whether the reader may see the documents behind a passage (A5)."""
        text = self._shelf.interpretation(hit.source_id) if hit.kind == "interpretation" else None
        behind = text.explains if text is not None else (hit.source_id,)
        policies = (self._shelf.policy(each) for each in behind)
        return all(may_read(policy, question) for policy in policies if policy is not None)

    def _named(self, doc_numbers: tuple[str, ...]) -> frozenset[str] | None:
        """Return the entries of the documents that the question names, None where it names none we have."""
        found = [self._shelf.policy_by_number(number) for number in doc_numbers]
        return frozenset(f"policy/{policy.id}" for policy in found if policy is not None) or None


def settled(inquiry: Inquiry) -> bool:
    """Tell whether the draft needs no document beside it."""
    draft, reading = inquiry.draft, inquiry.reading
    if draft is None:
        return False
    if draft.outcome is Outcome.CLARIFY:
        parts = inquiry.candidates[0].parts
        named = reading.doc_numbers or "year" in reading.entities or asks_department(reading)
        unbeaten = parts["offer"] >= UNBEATEN and not (hardly_meets(parts) or means_only(parts))
        return unbeaten and reading.prefers == "pair" and not named
    return inquiry.question.choice is not None or reading.prefers == "pair"


def _passage(hit: PassageHit, weight: float) -> Passage:
    return Passage(hit.kind, hit.source_id, hit.path, hit.quote, hit.score * weight, hit.beside * weight)
