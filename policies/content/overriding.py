"""An editor's word on a document's validity, with the reason for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policies.content.model import Policy, Status
from policies.content.store import Store
from policies.errors import InputError

LONGEST_REASON = 500


def override_status(
    store: Store, policy_id: str, status: Status | None, reason: str, actor: str, since: date | None = None
) -> Policy:
    """Set what a document's status is from a day on, whatever its dates and other documents say.

    Args:
        store: where the document is.
        policy_id: which document.
        status: the status; None takes an earlier override back.
        reason: why, for example the notice that lists the document; kept with it and in the audit.
        actor: who decides.
        since: the first day on which this counts; None lets it count on every day.

    Returns:
        The document with what now follows for it.

    Raises:
        PolicyNotFound: no document has this identifier.
        InputError: there is no reason, or a longer one than 500 characters.
    """
    told = reason.strip()
    if not told:
        raise InputError(policy_id, "status_without_reason")
    if len(told) > LONGEST_REASON:
        raise InputError(policy_id, "status_reason_too_long", most=LONGEST_REASON)
    policy = store.policy(policy_id)
    kept = told if status is not None else ""
    changed = replace(
        policy, status_override=status, status_reason=kept, status_since=since if status else None
    )
    with store.writing(actor) as write:
        write.policy(changed, reason=told)
    return store.policy(policy_id)
