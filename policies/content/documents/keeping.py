"""What an editor decided of a document stays when its file brings a new version of it."""

from __future__ import annotations

from dataclasses import replace

from policies.content.model import Policy

# Under these a document notes that an editor named its successor, and whom its file had named before.
BY_HAND, DECLARED = "successor_from", "successor_declared"


def with_named_successor(policy: Policy, successor: str) -> Policy:
    """Return a document with the successor (an identifier) that an editor names."""
    marks = {BY_HAND: "editor", DECLARED: policy.superseded_by or ""}
    return replace(policy, superseded_by=successor, extra={**policy.extra, **marks})


def without_named_successor(policy: Policy) -> Policy:
    """Return a document without the successor that an editor named; the one its file declares stands again."""
    if BY_HAND not in policy.extra:
        return policy
    extra = {name: value for name, value in policy.extra.items() if name not in (BY_HAND, DECLARED)}
    return replace(policy, superseded_by=policy.extra.get(DECLARED) or None, extra=extra)


def kept_decision(policy: Policy, before: Policy) -> Policy:
    """Return the next version of a document with what an editor decided of the one before.

    What the new version declares itself comes first.
    """
    if not before.status_reason or policy.status_override is not None:
        return policy
    kept = replace(
        policy,
        status_override=before.status_override,
        status_reason=before.status_reason,
        status_since=before.status_since,
    )
    is_named = BY_HAND in before.extra and before.superseded_by and not policy.superseded_by
    return with_named_successor(kept, before.superseded_by or "") if is_named else kept
