"""An editor's word on a document's validity, with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from policies.content.documents.foresight import Foresight, foresee
from policies.content.documents.keeping import with_named_successor, without_named_successor
from policies.content.model import Policy, Status
from policies.content.store import Store
from policies.errors import InputError

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a document.

    Attributes:
        status: the status; None takes an earlier decision back.
        reason: why, for example the notice that lists the document; kept with it and in the audit.
        since: the first day on which this counts; None lets it count on every day.
        successor: identifier of the document that takes its place; only with 已废止.
    """

    status: Status | None
    reason: str
    since: date | None = None
    successor: str | None = None


def override_status(
    store: Store, policy_id: str, status: Status | None, reason: str, actor: str, since: date | None = None
) -> Policy:
    """Set what a document's status is from a day on, whatever its dates and other documents say; see `decide`."""
    return decide(store, policy_id, Decision(status, reason, since), actor)


def decide(store: Store, policy_id: str, decision: Decision, actor: str) -> Policy:
    """Set a document's status, and what takes its place.

    Args:
        store: where the document is.
        policy_id: which document.
        decision: what counts from now on.
        actor: who decides.

    Returns:
        The document with what now follows for it.

    Raises:
        PolicyNotFound: no document has this identifier, or none has the successor's.
        InputError: there is no reason, or a longer one than 500 characters; the successor is the document
            itself or is replaced by it, or comes with another status than 已废止.
    """
    changed, told = _decided(store, policy_id, decision), decision.reason.strip()
    with store.writing(actor) as write:
        write.policy(changed, reason=told)
    return store.policy(policy_id)


def foresee_decision(store: Store, policy_id: str, decision: Decision, today: date) -> Foresight:
    """Return what a decision would lead to, on the day from which it counts.

    Raises:
        LibraryError: as for `decide`.
    """
    changed = _decided(store, policy_id, decision)
    day = max(today, decision.since) if decision.since else today
    return foresee(store, lambda write: write.policy(changed), day)


def _decided(store: Store, policy_id: str, decision: Decision) -> Policy:
    told = decision.reason.strip()
    if not told:
        raise InputError(policy_id, "status_without_reason")
    if len(told) > LONGEST_REASON:
        raise InputError(policy_id, "status_reason_too_long", most=LONGEST_REASON)
    policy = without_named_successor(store.policy(policy_id))
    if decision.successor is not None:
        policy = _succeeded(store, policy, decision)
    return replace(
        policy,
        status_override=decision.status,
        status_reason=told if decision.status is not None else "",
        status_since=decision.since if decision.status else None,
    )


def _succeeded(store: Store, policy: Policy, decision: Decision) -> Policy:
    if decision.status is not Status.REPEALED:
        raise InputError(policy.id, "successor_needs_repeal")
    successor = store.policy(decision.successor or "")
    seen = {policy.id}
    following: Policy | None = successor
    while following is not None:
        if following.id in seen:
            raise InputError(policy.id, "successor_circle", successor=successor.title)
        seen.add(following.id)
        following = store.policy(following.superseded_by_id) if following.superseded_by_id else None
    return with_named_successor(policy, successor.id)
