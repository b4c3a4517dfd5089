"""Calling back: who takes which request, and what came of it.

Every step is one conditional update, so of two people who try the same one gets it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.contacts import CallOutcome, ContactNotFound, ContactRequest, request_of
from policies.content.live.model import now
from policies.errors import InputError, LibraryError

C = tables.CONTACT_REQUEST
# A request that was taken and neither put back nor finished is free again after so long.
HELD = timedelta(minutes=30)


class ContactTaken(LibraryError):
    """A colleague is about to call; `by` is their name."""

    def __init__(self, request_id: str, by: str) -> None:
        super().__init__(request_id)
        self.by = by


@dataclass(frozen=True, slots=True)
class CallList:
    """Requests to work through.

    Attributes:
        requests: those that wait, oldest first, then those dealt with, newest first.
        waiting: how many wait altogether.
    """

    requests: tuple[ContactRequest, ...]
    waiting: int


class CallBacks:
    """The requests of a store from the side of who calls; people are told apart by their names."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self.clock = clock

    def listed(self, waiting: int = 100, done: int = 20) -> CallList:
        """Return at most so many requests that wait, and so many that were dealt with."""
        open_ones = sa.select(C).where(C.c.done_at.is_(None)).order_by(C.c.at, C.c.id).limit(waiting)
        dealt_with = sa.select(C).where(C.c.done_at.is_not(None)).order_by(C.c.done_at.desc(), C.c.id)
        count = sa.select(sa.func.count()).select_from(C).where(C.c.done_at.is_(None))
        with self._engine.connect() as connection:
            rows = [
                *connection.execute(open_ones).mappings(),
                *connection.execute(dealt_with.limit(done)).mappings(),
            ]
            return CallList(tuple(request_of(row) for row in rows), int(connection.scalar(count) or 0))

    def is_held(self, request: ContactRequest) -> bool:
        """Tell whether somebody is about to call."""
        return request.claimed_at is not None and request.claimed_at >= self.clock() - HELD

    def claim(self, request_id: str, actor: str) -> None:
        """Take a request; taken again by the same, its time begins anew.

        Raises:
            ContactNotFound: there is no such request.
            ContactTaken: a colleague is about to call.
            InputError: it was dealt with before.
        """
        self._step(request_id, actor, "claim", claimed_by=actor, claimed_at=self.clock())

    def release(self, request_id: str, actor: str) -> None:
        """Put a request back, for a later attempt by anybody.

        Raises:
            ContactNotFound, ContactTaken, InputError: see `claim`.
        """
        self._step(request_id, actor, "release", claimed_by=None, claimed_at=None)

    def finish(self, request_id: str, actor: str, outcome: CallOutcome | None = None) -> None:
        """Note what came of a call, None where it was dealt with elsewhere than at the desk.

        A request that nobody holds need not be claimed first.

        Raises:
            ContactNotFound, ContactTaken, InputError: see `claim`.
        """
        told = {"outcome": outcome.value} if outcome is not None else {}
        self._step(request_id, actor, "done", told, done_at=self.clock(), done_by=actor, **told)

    def _step(
        self, request_id: str, actor: str, action: str, detail: dict[str, str] | None = None, **values: Any
    ) -> None:
        free = sa.or_(C.c.claimed_by.is_(None), C.c.claimed_by == actor, C.c.claimed_at < self.clock() - HELD)
        step = sa.update(C).where(C.c.id == request_id, C.c.done_at.is_(None), free).values(**values)
        with self._engine.begin() as connection:
            if connection.execute(step).rowcount:
                write_entry(connection, actor, action, "contact", request_id, **(detail or {}))
                return
            known = connection.execute(
                sa.select(C.c.done_at, C.c.claimed_by).where(C.c.id == request_id)
            ).one_or_none()
        if known is None:
            raise ContactNotFound(request_id)
        if known.done_at is not None:
            raise InputError(request_id, "contact_done")
        raise ContactTaken(request_id, known.claimed_by or "")
