"""The nouns of a call at the desk, and what can stand in the way of who takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policies.errors import LibraryError

# A call is free again when its holder's page gave no sign of life for so long: to look something up takes minutes.
HELD = timedelta(minutes=10)
# A call on which nothing happened for so long is not on the line any more, whether or not its end was told.
IDLE = timedelta(hours=1)
# Nobody talks longer.
LONGEST = timedelta(hours=12)
_MIDDLE = "****"


class Speaker(StrEnum):
    """Whose words a line of a call holds."""

    CALLER = "caller"
    SERVICE = "service"


class CallEnding(StrEnum):
    """What came of a call, as its operator tells it."""

    RESOLVED = "resolved"
    ORDERED = "ordered"
    REFERRED = "referred"
    SILENT = "silent"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class DeskCall:
    """A call as operators see it.

    Attributes:
        caller: the number, its middle left out; None where the telephone system does not tell it.
        first: the caller's first words, masked; empty while nothing was said.
        ended_at: when the line ended; what is to be noted about it may still be open.
        claimed_by: the operator's identifier; it counts until `HELD` after `alive_at`.
        wants_person: the caller asked for a person, or the service passed the call on.
        is_emergency: somebody may be in danger.
        is_held: whether an operator has it at the moment at which it was read.
    """

    id: str
    region: str | None
    caller: str | None
    first: str
    opened_at: datetime
    ended_at: datetime | None
    claimed_by: str | None
    claimed_name: str | None
    claimed_at: datetime | None
    done_at: datetime | None
    outcome: CallEnding | None
    wants_person: bool
    is_emergency: bool
    is_held: bool


class CallTaken(LibraryError):
    """A colleague has the call; `by` is their name."""

    def __init__(self, call_id: str, by: str) -> None:
        super().__init__(call_id)
        self.by = by


class CallOver(LibraryError):
    """What came of the call was noted before."""


class CallNotYours(LibraryError):
    """Only who has taken a call may give it back or finish it."""


def half_hidden(number: str) -> str | None:
    """Return a telephone number with its middle left out, as 138****8000; None where it has no seven digits."""
    digits = "".join(filter(str.isdigit, number))
    if len(digits) < 7:
        return None
    return f"{digits[:3]}{_MIDDLE}{digits[-4:]}" if len(digits) >= 11 else f"{_MIDDLE}{digits[-2:]}"
