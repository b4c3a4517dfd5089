"""Verify: the last gate. No source in force and open to the reader, no policy answer."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.halting import paused
from policies.answering.inquiry import Answer, Citation, Inquiry, Outcome
from policies.answering.lapsed import lapsed_pair, lapsed_policy
from policies.answering.notices import scope_notices
from policies.answering.noting import noted
from policies.answering.shelf import Shelf
from policies.answering.sources import contact, pair_citations
from policies.answering.standing import fallen, holds, may_read, pair_stands
from policies.content.model import PairState, Policy


class Verify:
    """Turns a draft into the answer, into "not in force", or takes it away."""

    def __init__(self, shelf: Shelf) -> None:
        """Read sources from `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered, or without a draft where its source may not be shown."""
        draft = inquiry.draft
        if draft is None:
            return inquiry
        if draft.outcome is Outcome.ANSWERED:
            return self._pair(inquiry, draft)
        if draft.outcome is Outcome.QUOTED:
            return self._quoted(inquiry, draft)
        return noted(inquiry, "nothing to verify", answer=draft)

    def _pair(self, inquiry: Inquiry, draft: Answer) -> Inquiry:
        pair = self._shelf.pair(draft.qa_id or "")
        if pair is None or pair.state is not PairState.PUBLISHED:
            return noted(inquiry, "the pair is not published", draft=None)
        day = inquiry.question.asked_on
        switch = self._shelf.halts.of_pair(pair)
        if switch is not None:
            department = contact(self._shelf, pair.department, region=pair.region)
            return noted(
                inquiry, f"{pair.id} is off, {switch.id}", answer=paused(switch, department, draft.topic)
            )
        policy = fallen(self._shelf, pair, day)
        if policy is not None and may_read(policy, inquiry.question):
            answer = lapsed_policy(self._shelf, policy, draft, day)
            return noted(inquiry, f"its basis {policy.id} is not in force", answer=answer)
        if pair_stands(self._shelf, pair, inquiry.question):
            citations = pair_citations(self._shelf, pair, day)
            notices = scope_notices(self._shelf, inquiry, draft, citations, pair.region)
            return noted(inquiry, "in force", answer=replace(draft, citations=citations, notices=notices))
        if policy is None and self._within_reach(inquiry, draft):
            return noted(
                inquiry, "the pair is out of date", answer=lapsed_pair(self._shelf, pair, draft, day)
            )
        return noted(inquiry, "its basis may not be shown", draft=None)

    def _within_reach(self, inquiry: Inquiry, draft: Answer) -> bool:
        pair = self._shelf.pair(draft.qa_id or "")
        behind = [self._shelf.policy(basis.policy_id) for basis in pair.citations] if pair else []
        return all(policy is None or may_read(policy, inquiry.question) for policy in behind)

    def _quoted(self, inquiry: Inquiry, draft: Answer) -> Inquiry:
        sources = [policy for cited in draft.citations for policy in self._behind(cited)]
        if not draft.citations or not all(may_read(policy, inquiry.question) for policy in sources):
            return noted(inquiry, "the source may not be shown", draft=None)
        off = next(filter(None, map(self._shelf.halts.of_policy, sources)), None)
        if off is not None:
            answer = paused(off, draft.department, draft.topic)
            return noted(inquiry, f"the source is off, {off.id}", answer=answer)
        day = inquiry.question.asked_on
        gone = next((policy for policy in sources if not holds(policy, day)), None)
        if gone is not None:
            answer = lapsed_policy(self._shelf, gone, draft, day)
            return noted(inquiry, f"{gone.id} is not in force", answer=answer)
        region = next((policy.region for policy in sources), None)
        notices = scope_notices(self._shelf, inquiry, draft, draft.citations, region)
        return noted(inquiry, "in force", answer=replace(draft, notices=notices))

    def _behind(self, cited: Citation) -> list[Policy]:
        """Return the documents that a citation stands or falls with."""
        if cited.kind == "policy":
            found = [self._shelf.policy(cited.source_id)]
        else:
            text = self._shelf.interpretation(cited.source_id)
            found = [self._shelf.policy(policy_id) for policy_id in (text.explains if text else ())]
        return [policy for policy in found if policy is not None]
