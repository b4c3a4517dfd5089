"""Who has which call: taken, given back, finished.

Every step is one conditional update, so of two people who try the same one gets it, in whatever processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.calling.model import (
    HELD,
    CallEnding,
    CallNotYours,
    CallOver,
    CallTaken,
    DeskCall,
)
from policies.content.calling.reading import call_of, calls
from policies.content.conversations import ConversationNotFound
from policies.content.live.model import Operator, now

H = tables.HOTLINE_CALL
KIND = "call"
MOST = 100
FREE: dict[str, Any] = {"claimed_by": None, "claimed_name": None, "claimed_at": None, "alive_at": None}


class CallDesk:
    """The calls of a store from the side of the operators."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock

    def listed(self, operator: Operator) -> list[DeskCall]:
        """Return the calls on the line and those that the operator has still to finish.

        One's own come first, then those that are free, then colleagues'; within each an emergency first, then who
        asked for a person, then the oldest.
        """
        moment = self._clock()
        mine = sa.and_(H.c.claimed_by == operator.id, H.c.alive_at >= moment - HELD)
        found = calls(moment, going=True).where(H.c.done_at.is_(None), sa.or_(H.c.ended_at.is_(None), mine))
        with self._engine.connect() as connection:
            rows = connection.execute(found.order_by(H.c.opened_at.desc()).limit(MOST)).mappings()
            return sorted((call_of(row) for row in rows), key=lambda each: _place(each, operator))

    def get(self, call_id: str) -> DeskCall:
        """Return a call.

        Raises:
            ConversationNotFound: no call has this identifier.
        """
        with self._engine.connect() as connection:
            row = connection.execute(calls(self._clock()).where(H.c.conversation_id == call_id)).mappings()
            found = row.one_or_none()
        if found is None:
            raise ConversationNotFound(call_id)
        return call_of(found)

    def claim(self, call_id: str, operator: Operator) -> DeskCall:
        """Give a call to an operator; taken again by the same, it stays as it was.

        Raises:
            ConversationNotFound: no call has this identifier.
            CallTaken: a colleague has it.
            CallOver: it is finished.
        """
        moment = self._clock()
        free = sa.or_(H.c.claimed_by.is_(None), H.c.alive_at < moment - HELD)
        taken = {"claimed_by": operator.id, "claimed_name": operator.name}
        self._step(call_id, free, operator, "claim", **taken, claimed_at=moment, alive_at=moment)
        found = self.get(call_id)
        if found.done_at is not None:
            raise CallOver(call_id)
        if found.claimed_by != operator.id:
            raise CallTaken(call_id, found.claimed_name or "")
        return found

    def release(self, call_id: str, operator: Operator) -> DeskCall:
        """Give a call back, for anybody to take.

        Raises:
            ConversationNotFound, CallOver: see `claim`.
            CallNotYours: this operator does not have it.
        """
        if not self._step(call_id, H.c.claimed_by == operator.id, operator, "release", **FREE):
            self._refuse(call_id)
        return self.get(call_id)

    def finish(self, call_id: str, operator: Operator, ending: CallEnding) -> DeskCall:
        """Note what came of a call.

        Raises:
            ConversationNotFound, CallOver: see `claim`.
            CallNotYours: this operator does not have it.
        """
        values = {"done_at": self._clock(), "outcome": ending.value}
        if not self._step(call_id, H.c.claimed_by == operator.id, operator, "done", **values):
            self._refuse(call_id)
        return self.get(call_id)

    def alive(self, operator: Operator, call_ids: Iterable[str]) -> None:
        """Note that an operator is there: of these calls those that they have stay theirs."""
        named = H.c.conversation_id.in_(list(call_ids))
        mine = sa.update(H).where(named, H.c.claimed_by == operator.id, H.c.done_at.is_(None))
        with self._engine.begin() as connection:
            connection.execute(mine.values(alive_at=self._clock()))

    def is_held(self, call_id: str) -> bool:
        """Tell whether an operator has a call."""
        held = sa.select(H.c.conversation_id).where(
            H.c.conversation_id == call_id, H.c.done_at.is_(None), H.c.alive_at >= self._clock() - HELD
        )
        with self._engine.connect() as connection:
            return connection.scalar(held) is not None

    def _step(
        self, call_id: str, condition: sa.ColumnElement[bool], by: Operator, action: str, **values: Any
    ) -> bool:
        step = sa.update(H).where(H.c.conversation_id == call_id, H.c.done_at.is_(None), condition)
        with self._engine.begin() as connection:
            if not connection.execute(step.values(**values)).rowcount:
                return False
            told = {"outcome": str(values["outcome"])} if "outcome" in values else {}
            write_entry(connection, by.name, action, KIND, call_id, **told)
        return True

    def _refuse(self, call_id: str) -> None:
        if self.get(call_id).done_at is not None:
            raise CallOver(call_id)
        raise CallNotYours(call_id)


def _place(call: DeskCall, operator: Operator) -> tuple[int, bool, bool, datetime]:
    whose = 1 if not call.is_held else 0 if call.claimed_by == operator.id else 2
    return whose, not call.is_emergency, not call.wants_person, call.opened_at
