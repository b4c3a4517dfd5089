"""The queue as lists and figures: who waits, who is whose, which place, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import sqlalchemy as sa

from policies.content.live.entries import IS_CLAIMED, IS_OPEN, IS_WAITING
from policies.content.live.handoffs import Handoffs, handoff
from policies.content.live.model import Handoff, Operator
from policies.content.live_tables import HANDOFF

H = HANDOFF
MEASURED_OVER = timedelta(hours=8)
MEASURED_MOST = 50


@dataclass(frozen=True, slots=True)
class QueueTimes:
    """How the queue is doing.

    Attributes:
        waiting: how many wait.
        served: how many are claimed.
        longest_wait_s: of those who wait now; None where nobody does.
        median_wait_s: of those claimed in the last eight hours, at most the last fifty; None where there were none.
    """

    waiting: int
    served: int
    longest_wait_s: int | None
    median_wait_s: int | None


class Queueing:
    """Reads the queue of a store."""

    def __init__(self, handoffs: Handoffs) -> None:
        self._handoffs = handoffs

    def waiting(self, operator: Operator | None = None, limit: int = 200) -> list[Handoff]:
        """Return who waits, longest first; for an operator those addressed to them first, none of others'."""
        if operator is None:
            return self._listed(IS_WAITING, limit=limit)
        mine = H.c.addressed_to == operator.id
        first = sa.case((mine, 0), else_=1)
        return self._listed(
            sa.and_(IS_WAITING, sa.or_(H.c.addressed_to.is_(None), mine)), [first], limit=limit
        )

    def mine(self, operator: Operator, limit: int = 200) -> list[Handoff]:
        """Return what an operator has claimed, longest first."""
        return self._listed(sa.and_(IS_CLAIMED, H.c.claimed_by == operator.id), limit=limit)

    def every(self, *, is_over: bool = False, limit: int = 200) -> list[Handoff]:
        """Return all that are not over, longest first; those that are over, newest first."""
        if is_over:
            return self._listed(H.c.closed_at.is_not(None), [H.c.closed_at.desc()], limit=limit)
        return self._listed(IS_OPEN, limit=limit)

    def place(self, found: Handoff) -> int:
        """Return the place in the queue of one that waits, from 1."""
        before = sa.or_(
            H.c.entered_at < found.entered_at,
            sa.and_(H.c.entered_at == found.entered_at, H.c.id < found.id),
        )
        query = sa.select(sa.func.count()).select_from(H).where(IS_WAITING, before)
        with self._handoffs.engine.connect() as connection:
            return 1 + int(connection.scalar(query) or 0)

    def times(self) -> QueueTimes:
        """Return how many wait and how long it takes."""
        now = self._handoffs.clock()
        claimed = (
            sa.select(H)
            .where(H.c.first_claimed_at >= now - MEASURED_OVER)
            .order_by(H.c.first_claimed_at.desc())
            .limit(MEASURED_MOST)
        )
        with self._handoffs.engine.connect() as connection:
            counts = connection.execute(
                sa.select(
                    sa.func.count().filter(IS_WAITING),
                    sa.func.count().filter(IS_CLAIMED),
                ).select_from(H)
            ).one()
            recent = [handoff(row) for row in connection.execute(claimed).mappings()]
        waits = [
            (each.first_claimed_at - each.entered_at).total_seconds()
            for each in recent
            if each.first_claimed_at is not None
        ]
        first = self.waiting(limit=1)
        longest = round((now - first[0].entered_at).total_seconds()) if first else None
        return QueueTimes(counts[0], counts[1], longest, round(median(waits)) if waits else None)

    def _listed(
        self,
        condition: sa.ColumnElement[bool],
        order: Sequence[sa.ColumnElement[object]] = (),
        *,
        limit: int,
    ) -> list[Handoff]:
        query = sa.select(H).where(condition).order_by(*order, H.c.entered_at, H.c.id).limit(limit)
        with self._handoffs.engine.connect() as connection:
            return [handoff(row) for row in connection.execute(query).mappings()]
