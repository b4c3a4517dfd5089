"""What is said when the rule that fits is not in force: so, and what took its place (A4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policies.answering.inquiry import Answer, Citation, Outcome
from policies.answering.shelf import Shelf
from policies.answering.sources import contact, pair_citation, policy_citation, titled
from policies.answering.speech import spoken
from policies.answering.standing import holds
from policies.content.model import Disclosure, Policy, QaPair, Status
from policies.wording import say


def lapsed_policy(shelf: Shelf, policy: Policy, draft: Answer, day: date) -> Answer:
    """Return the answer for a document that is not in force on `day`; its text is not quoted.

    Named beside it is what holds on that day: what took its place, or what it was still to replace.
    """
    successor = shelf.successor(policy, day)
    citations = [policy_citation(policy, day)]
    summary = say("answering.not_in_force.summary", name=_name(policy), state=_state(policy, day))
    earlier = shelf.predecessor(policy, day) if policy.status_on(day) is Status.NOT_YET else None
    if earlier is not None and earlier.disclosure is Disclosure.PUBLIC:
        citations.append(policy_citation(earlier, day))
        summary += say("answering.not_in_force.predecessor", name=_name(earlier, policy))
    elif successor is not None and holds(successor, day) and successor.disclosure is Disclosure.PUBLIC:
        citations.append(policy_citation(successor, day))
        summary += say("answering.not_in_force.successor", name=_name(successor, policy))
    else:
        summary += say("answering.not_in_force.no_successor")
    return _answer(summary, tuple(citations), draft)


def lapsed_pair(shelf: Shelf, pair: QaPair, draft: Answer, day: date) -> Answer:
    """Return the answer for a pair outside its own dates."""
    early = pair.effective_on is not None and day < pair.effective_on
    key = "pair_not_yet" if early else "pair"
    summary = say(f"answering.not_in_force.{key}", question=pair.question)
    status = Status.NOT_YET if early else Status.LAPSED
    cited = pair_citation(pair, status)
    department = contact(shelf, pair.department, pair.phone)
    return replace(_answer(summary, (cited,), draft), department=department)


def _answer(summary: str, citations: tuple[Citation, ...], draft: Answer) -> Answer:
    return Answer(
        outcome=Outcome.NOT_IN_FORCE,
        confidence=draft.confidence,
        summary=summary,
        speech=spoken(summary),
        citations=citations,
        department=draft.department,
        related=draft.related,
        notices=draft.notices,
        topic=draft.topic,
        is_demo=draft.is_demo,
    )


def _name(policy: Policy, other: Policy | None = None) -> str:
    """Return title and 文号; a newer text of the same title is told apart by its first day."""
    begins = policy.starts_on or policy.effective_on
    if policy.doc_number:
        return f"{titled(policy.title)}（{policy.doc_number}）"
    if other is not None and other.title == policy.title and begins is not None:
        return titled(policy.title) + say("answering.not_in_force.text_since", day=_day(begins))
    return titled(policy.title)


def _state(policy: Policy, day: date) -> str:
    """Return how a document's validity is told: since when it has lapsed, from when it will hold."""
    status = policy.status_on(day)
    begins = policy.starts_on or policy.effective_on
    if status is Status.NOT_YET and begins is not None:
        return say("answering.not_in_force.not_yet", day=_day(begins))
    if status is Status.LAPSED and policy.expires_on is not None:
        return say("answering.not_in_force.lapsed", day=_day(policy.expires_on))
    if policy.status_override is None and status is Status.AMENDED and policy.replaced_on is not None:
        return say("answering.not_in_force.replaced", day=_day(policy.replaced_on))
    if status is Status.REPEALED and policy.repealed_on is not None:
        return say("answering.not_in_force.repealed", day=_day(policy.repealed_on))
    return status.value


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
