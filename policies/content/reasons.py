"""Why somebody takes a step that others must be able to understand later."""

from __future__ import annotations

from policies.errors import InputError

LONGEST_REASON = 200


def known_reason(text: str, most: int = LONGEST_REASON) -> str:
    """Return a reason as it is kept in the audit; `most` is how many characters it may have.

    Raises:
        InputError: there is none, or it is too long.
    """
    told = text.strip()
    if not told:
        raise InputError("reason", "note_missing")
    if len(told) > most:
        raise InputError("reason", "status_reason_too_long", most=most)
    return told


def told_reason(text: str) -> dict[str, str]:
    """Return the part of an audit entry that tells a reason; nothing where none was given.

    Raises:
        InputError: it is too long.
    """
    return {"reason": known_reason(text)} if text.strip() else {}
