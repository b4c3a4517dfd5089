"""The calls in progress, in memory: what was said last, what may be chosen, what is still to be read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, Literal

from policies.answering.inquiry import Choice
from policies.answering.speech import LONGEST
from policies.content.conversations import ConversationNotFound

MOST_CALLS = 2_000
IDLE_S = 3_600.0
Next = Literal["listen", "continue", "transfer", "wait", "end"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One reply: what is said, what may be pressed, and what the telephone system does next."""

    speech: str
    next: Next
    choices: tuple[Choice, ...] = ()
    card: dict[str, Any] | None = None
    ended: bool = False
    slowly: bool = False


@dataclass(slots=True)
class Call:
    """One call; whoever changes it holds `lock`.

    Attributes:
        owner: the key that opened it; no other reaches it.
        said: what the last turn read, without the hint that more follows; `rest` is what it left.
        longest: how many characters a turn may have; fewer once the caller asked to go slower.
        notices: those already told, which are told once a call.
        replies: by idempotency key.
        answered: every question asked with the card that answered it.
    """

    id: str
    owner: str
    region: str | None = None
    said: str = ""
    rest: str = ""
    longest: int = LONGEST
    choices: tuple[Choice, ...] = ()
    notices: set[str] = field(default_factory=set)
    replies: dict[str, Spoken] = field(default_factory=dict)
    answered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    satisfaction: int | None = None
    has_ended: bool = False
    lock: Lock = field(default_factory=Lock)


class Calls:
    """At most so many calls, each for as long after its last use; the one unused longest gives way."""

    def __init__(
        self, most: int = MOST_CALLS, idle_s: float = IDLE_S, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most = most
        self._idle_s = idle_s
        self._clock = clock
        self._calls: OrderedDict[str, tuple[float, Call]] = OrderedDict()
        self._lock = Lock()

    def add(self, call: Call) -> None:
        """Keep a call."""
        with self._lock:
            self._calls[call.id] = (self._clock(), call)
            self._forget()

    def find(self, call_id: str, owner: str) -> Call | None:
        """Return the call, or None where there is none of this identifier and owner any more."""
        try:
            return self.of(call_id, owner)
        except ConversationNotFound:
            return None

    def of(self, call_id: str, owner: str) -> Call:
        """Return the call.

        Raises:
            ConversationNotFound: there is none of this identifier, not any more, or it is another key's.
        """
        with self._lock:
            self._forget()
            _, call = self._calls.get(call_id, (0.0, None))
            if call is None or call.owner != owner:
                raise ConversationNotFound(call_id)
            self._calls[call_id] = (self._clock(), call)
            self._calls.move_to_end(call_id)
            return call

    def forget(self, call_id: str) -> None:
        """Keep a call no longer, if it is there."""
        with self._lock:
            self._calls.pop(call_id, None)

    def _forget(self) -> None:
        oldest_use = self._clock() - self._idle_s
        while self._calls and (
            len(self._calls) > self._most or next(iter(self._calls.values()))[0] < oldest_use
        ):
            self._calls.popitem(last=False)
