"""Whether a source may answer on a day: in force, published, open to this reader."""

from __future__ import annotations

from datetime import date

from policies.answering.inquiry import Question
from policies.answering.shelf import Shelf
from policies.content.model import Disclosure, PairState, Policy, QaPair


def may_read(policy: Policy, question: Question) -> bool:
    """Tell whether this reader may see a document at all (A5)."""
    if policy.disclosure is Disclosure.PUBLIC:
        return True
    return policy.disclosure is Disclosure.ON_REQUEST and question.viewer == "staff"


def holds(policy: Policy, day: date) -> bool:
    """Tell whether a document is the rule on a day (A4): in force, and not replaced by a newer text of it."""
    return policy.holds_on(day)


def fallen(shelf: Shelf, pair: QaPair, day: date) -> Policy | None:
    """Return the first document behind a pair that is not in force on a day."""
    behind = (shelf.policy(basis.policy_id) for basis in pair.citations)
    return next((policy for policy in behind if policy is not None and not holds(policy, day)), None)


def may_tell(shelf: Shelf, pair: QaPair, question: Question) -> bool:
    """Tell whether this reader may see a pair at all, in force or not: published, every basis readable."""
    behind = (shelf.policy(basis.policy_id) for basis in pair.citations)
    is_open = all(policy is None or may_read(policy, question) for policy in behind)
    return pair.state is PairState.PUBLISHED and is_open


def pair_stands(shelf: Shelf, pair: QaPair, question: Question) -> bool:
    """Tell whether a pair may answer: published, within its dates, every basis in force and readable, not switched off."""
    return not pair_objection(shelf, pair, question)


def pair_objection(shelf: Shelf, pair: QaPair, question: Question) -> str:
    """Return why a pair may not answer, "" where it may: "unpublished", "off", "not_yet", "expired", "lapsed" or "closed".

    Where all answering is switched off, people of staff still look things up.
    """
    day = question.asked_on
    if pair.state is not PairState.PUBLISHED:
        return "unpublished"
    if _is_off(shelf, pair, question):
        return "off"
    if pair.effective_on and day < pair.effective_on:
        return "not_yet"
    if pair.expires_on and day > pair.expires_on:
        return "expired"
    for basis in pair.citations:
        policy = shelf.policy(basis.policy_id)
        if policy is not None and not holds(policy, day):
            return "lapsed"
        if policy is not None and not may_read(policy, question):
            return "closed"
    return ""


def _is_off(shelf: Shelf, pair: QaPair, question: Question) -> bool:
    if question.viewer == "citizen" and shelf.halts.whole() is not None:
        return True
    return shelf.halts.of_pair(pair) is not None
