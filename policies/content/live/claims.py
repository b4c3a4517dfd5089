"""A hand-off from the operator's side: claimed, spoken in, passed on, closed.

Every step is one conditional update, so two people who try the same never both succeed, in whatever processes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from policies.content.live.entries import IS_CLAIMED, IS_WAITING, Said, step
from policies.content.live.handoffs import Handoffs
from policies.content.live.model import (
    Author,
    Ending,
    Entry,
    EntryKind,
    Handoff,
    HandoffOver,
    HandoffState,
    HandoffTaken,
    NotYours,
    Operator,
)
from policies.content.live_tables import HANDOFF

H = HANDOFF
UNCLAIMED: dict[str, Any] = {"claimed_by": None, "claimed_name": None, "claimed_at": None}


class Claims:
    """What operators do with the hand-offs of a store."""

    def __init__(self, handoffs: Handoffs) -> None:
        self._handoffs = handoffs

    def claim(self, handoff_id: str, operator: Operator) -> Handoff:
        """Give a waiting hand-off to an operator; claimed again by the same, nothing changes.

        Raises:
            HandoffNotFound: there is none of this identifier.
            HandoffTaken: somebody else was first, or it waits for a colleague.
            HandoffOver: it is over.
        """
        at = self._handoffs.clock()
        mine = sa.or_(H.c.addressed_to.is_(None), H.c.addressed_to == operator.id)
        self._step(
            handoff_id,
            sa.and_(IS_WAITING, mine),
            Said(EntryKind.CLAIMED, Author.OPERATOR, operator.name),
            state=HandoffState.CLAIMED.value,
            claimed_by=operator.id,
            claimed_name=operator.name,
            claimed_at=at,
            first_claimed_at=sa.func.coalesce(H.c.first_claimed_at, at),
            addressed_to=None,
        )
        found = self._handoffs.get(handoff_id)
        if not found.is_open:
            raise HandoffOver(handoff_id)
        if found.claimed_by != operator.id:
            raise HandoffTaken(handoff_id, found.claimed_name)
        return found

    def say(self, handoff_id: str, operator: Operator, text: str, client_id: str) -> Entry:
        """Keep an operator's words; the same `client_id` again gets the same entry.

        Args:
            handoff_id: one that this operator has claimed.
            operator: who speaks.
            text: personal data already masked.
            client_id: the sender's own identifier, unique within the conversation.

        Raises:
            HandoffNotFound: there is none of this identifier.
            HandoffOver: it is over.
            NotYours: this operator has not claimed it.
        """
        said = Said(EntryKind.MESSAGE, Author.OPERATOR, operator.name, text, None, client_id)
        kept = self._handoffs.keep(handoff_id, _held_by(operator), said)
        if kept is None:
            self.mine(handoff_id, operator)
            raise NotYours(handoff_id)
        return kept

    def transfer(
        self,
        handoff_id: str,
        operator: Operator,
        *,
        colleague: Operator | None = None,
        department: str | None = None,
    ) -> Handoff:
        """Pass a claimed hand-off on: it waits again, at its old place, for a colleague or a department's people.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `say`.
        """
        known = self.mine(handoff_id, operator)
        target = colleague.name if colleague else department
        at = self._handoffs.clock().isoformat(timespec="seconds")
        passed = {"at": at, "by": operator.name, "to": target or ""}
        done = self._step(
            handoff_id,
            _held_by(operator),
            Said(EntryKind.TRANSFERRED, Author.OPERATOR, target),
            state=HandoffState.WAITING.value,
            addressed_to=colleague.id if colleague else None,
            department=department or known.department,
            transfers=[*known.transfers, passed],
            **UNCLAIMED,
        )
        if done is None:
            self.mine(handoff_id, operator)
        return self._handoffs.get(handoff_id)

    def close(self, handoff_id: str, operator: Operator, ending: Ending) -> Handoff:
        """End a claimed hand-off: the service answers the visitor's next question again. Closed twice is closed.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `say`.
        """
        done = self._step(
            handoff_id,
            _held_by(operator),
            Said(EntryKind.CLOSED, Author.OPERATOR, operator.name, ending.value),
            state=HandoffState.CLOSED.value,
            closed_at=self._handoffs.clock(),
            ending=ending.value,
        )
        found = self._handoffs.get(handoff_id)
        if done is None and (found.state is not HandoffState.CLOSED or found.claimed_by != operator.id):
            self.mine(handoff_id, operator)
        return found

    def mine(self, handoff_id: str, operator: Operator) -> Handoff:
        """Return a hand-off that this operator has claimed.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `say`.
        """
        found = self._handoffs.get(handoff_id)
        if not found.is_open:
            raise HandoffOver(handoff_id)
        if found.claimed_by != operator.id:
            raise NotYours(handoff_id)
        return found

    def _step(
        self, handoff_id: str, condition: sa.ColumnElement[bool], said: Said, **changes: Any
    ) -> Entry | None:
        with self._handoffs.engine.begin() as connection:
            return step(connection, handoff_id, condition, said, self._handoffs.clock(), **changes)


def _held_by(operator: Operator) -> sa.ColumnElement[bool]:
    return sa.and_(IS_CLAIMED, H.c.claimed_by == operator.id)
