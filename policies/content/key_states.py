"""How keys stand: good, about to end, spent; and the list of those that somebody looks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from policies.content.keys import Key

# So long before its end a key is marked, so that a new secret is agreed in time.
SOON = timedelta(days=30)


class KeyState(StrEnum):
    """How a key stands at a moment."""

    GOOD = "good"
    ENDING = "ending"
    ENDED = "ended"
    REVOKED = "revoked"


def state_of(key: Key, now: datetime) -> KeyState:
    """Return how a key stands."""
    if key.revoked_at is not None:
        return KeyState.REVOKED
    if key.expires_at is None or now < key.expires_at - SOON:
        return KeyState.GOOD
    return KeyState.ENDING if now < key.expires_at else KeyState.ENDED


def sought(keys: Iterable[Key], text: str, state: KeyState | None, now: datetime) -> list[Key]:
    """Return the keys whose owner, department or identifier holds a text and that stand so, the newest first."""
    told = text.strip().casefold()
    return [
        key
        for key in sorted(keys, key=lambda each: each.created_at, reverse=True)
        if any(told in (part or "").casefold() for part in (key.name, key.department, key.id))
        and state in (None, state_of(key, now))
    ]
