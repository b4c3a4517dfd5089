"""What time undoes: claims of operators who vanished, transfers to colleagues who went, visitors who left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from policies.content.live.claims import UNCLAIMED
from policies.content.live.entries import IS_CLAIMED, IS_WAITING, Said, step
from policies.content.live.handoffs import Handoffs, let_go
from policies.content.live.model import (
    LEASE,
    PATIENCE,
    Author,
    Entry,
    EntryKind,
    HandoffState,
    PresenceState,
)
from policies.content.live_tables import HANDOFF, PRESENCE

H, P = HANDOFF, PRESENCE


@dataclass(frozen=True, slots=True)
class _Stale:
    """What is to be undone at a moment."""

    is_back: sa.ColumnElement[bool]
    is_left: sa.ColumnElement[bool]

    @classmethod
    def at(cls, at: datetime) -> _Stale:
        alive = sa.select(P.c.operator_id).where(P.c.seen_at > at - LEASE)
        present = alive.where(P.c.state == PresenceState.PRESENT.value)
        vanished = sa.and_(IS_CLAIMED, H.c.claimed_at <= at - LEASE, H.c.claimed_by.not_in(alive))
        passed_up = sa.and_(IS_WAITING, H.c.addressed_to.is_not(None), H.c.addressed_to.not_in(present))
        return cls(sa.or_(vanished, passed_up), sa.and_(IS_WAITING, H.c.seen_at <= at - PATIENCE))


def sweep(handoffs: Handoffs) -> list[Entry]:
    """Put back into the queue what vanished operators held, and let go of visitors who left it.

    Returns:
        The entries written. Several processes may sweep at once: each change is made by one of them.
    """
    at = handoffs.clock()
    stale = _Stale.at(at)
    query = sa.select(H.c.id).where(sa.or_(stale.is_back, stale.is_left))
    with handoffs.engine.connect() as connection:
        found = [str(each) for each in connection.scalars(query)]
    return [entry for each in found for entry in _undo(handoffs, each, stale, at)]


def _undo(handoffs: Handoffs, handoff_id: str, stale: _Stale, at: datetime) -> list[Entry]:
    waiting = {"state": HandoffState.WAITING.value, "addressed_to": None, **UNCLAIMED}
    returned = Said(EntryKind.RETURNED, Author.SERVICE)
    with handoffs.engine.begin() as connection:
        done = [
            let_go(connection, handoff_id, stale.is_left, at),
            step(connection, handoff_id, stale.is_back, returned, at, **waiting),
        ]
    return [each for each in done if each is not None]
