"""The nouns of a hand-off, and what can stand in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from policies.errors import LibraryError, NotFound

# An operator who gave no sign of life for so long is gone: what they had claimed goes back into the queue.
LEASE = timedelta(seconds=60)
# A visitor who waits and gave none for so long has left: a phone in a pocket needs some minutes.
PATIENCE = timedelta(minutes=3)


class HandoffState(StrEnum):
    """Where a hand-off is. Closed by the operator and left by the visitor are ends."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"
    LEFT = "left"


class Ending(StrEnum):
    """How an operator ends a hand-off."""

    RESOLVED = "resolved"
    ORDERED = "ordered"
    REFERRED = "referred"
    SILENT = "silent"
    UNRESOLVED = "unresolved"


class EntryKind(StrEnum):
    """What an entry tells: words, an answer of the service, or a change of state."""

    MESSAGE = "message"
    ANSWER = "answer"
    ENTERED = "entered"
    CLAIMED = "claimed"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    CLOSED = "closed"
    LEFT = "left"


class Author(StrEnum):
    """Who an entry comes from."""

    VISITOR = "visitor"
    OPERATOR = "operator"
    SERVICE = "service"


class PresenceState(StrEnum):
    """What an operator says of themselves."""

    PRESENT = "present"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who works at the desk: an identifier that stays, and the name that visitors see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """One asking for a person.

    Attributes:
        department: the department whose people are to take it; None for whoever is free.
        addressed_to: the operator who has the first right to it after a transfer.
        entered_at: when the visitor asked; going back into the queue does not change it.
        seen_at: the last sign of life of the visitor's page.
        first_claimed_at: when the waiting ended for the first time.
        transfers: {"at", "by", "to"} each, oldest first; `to` names a colleague or a department.
        entries: the position of the newest entry.
    """

    id: str
    conversation_id: str
    state: HandoffState
    region: str | None
    department: str | None
    addressed_to: str | None
    entered_at: datetime
    seen_at: datetime
    first_claimed_at: datetime | None
    claimed_at: datetime | None
    claimed_by: str | None
    claimed_name: str | None
    closed_at: datetime | None
    ending: Ending | None
    transfers: tuple[dict[str, str], ...]
    entries: int

    @property
    def is_open(self) -> bool:
        """Tell whether it is not over."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened in a hand-off; `position` counts from 1 and orders them.

    Attributes:
        name: of the operator who acted, or to whom or which department it was passed on.
        text: what was said, masked; for a closing its ending.
        card: the answer of the service, for both sides to see.
    """

    id: int
    handoff_id: str
    conversation_id: str
    position: int
    kind: EntryKind
    author: Author
    name: str | None
    text: str
    card: dict[str, Any] | None
    client_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """An operator as the desk sees them; `is_there` where they take hand-offs at this moment."""

    operator_id: str
    name: str
    department: str | None
    state: PresenceState
    back_at: datetime | None
    seen_at: datetime
    is_there: bool


class HandoffNotFound(NotFound):
    """No hand-off has this identifier, or the conversation has none."""


class HandoffTaken(LibraryError):
    """Somebody else has it; `by` is their name, None where it waits for a colleague."""

    def __init__(self, handoff_id: str, by: str | None) -> None:
        super().__init__(handoff_id)
        self.by = by


class HandoffOver(LibraryError):
    """It is closed, or the visitor has left."""


class NotYours(LibraryError):
    """Only who has claimed a hand-off may speak, pass it on or close it."""


class NobodyThere(LibraryError):
    """No operator is present, or the desk is closed."""


class PhraseNotFound(NotFound):
    """No canned phrase has this code."""


class OperatorNotThere(NotFound):
    """The colleague to whom something is to be passed on is not at the desk."""


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
