"""The queue as lists and figures: who waits, who is whose, which place, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from policies.content.live.entries import IS_CLAIMED, IS_OPEN, IS_WAITING
from policies.content.live.handoffs import Handoffs, handoff
from policies.content.live.model import Handoff, Operator
from policies.content.live_tables import HANDOFF
from policies.content.median import median_s

H = HANDOFF
MEASURED_OVER = timedelta(hours=8)
MEASURED_MOST = 50
# An operator is shown so many of each list; so many are read for all of them together.
LISTED, READ = 200, 2_000


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


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as one operator sees it."""

    waiting: list[Handoff]
    mine: list[Handoff]
    every: list[Handoff]
    times: QueueTimes


@dataclass(frozen=True, slots=True)
class Board:
    """The queue as it is for everybody."""

    waiting: list[Handoff]
    claimed: list[Handoff]
    every: list[Handoff]
    times: QueueTimes

    def of(self, operator: Operator) -> Queue:
        """Return who waits (those addressed to the operator first, none of others') and who is theirs."""
        open_to = [each for each in self.waiting if each.addressed_to in (None, operator.id)]
        waiting = sorted(open_to, key=lambda each: each.addressed_to is None)
        mine = [each for each in self.claimed if each.claimed_by == operator.id]
        return Queue(waiting[:LISTED], mine[:LISTED], self.every, self.times)


class Queueing:
    """Reads the queue of a store."""

    def __init__(self, handoffs: Handoffs) -> None:
        self._handoffs = handoffs

    def board(self) -> Board:
        """Return the queue for everybody."""
        claimed = self._listed(IS_CLAIMED, limit=READ)
        return Board(self.waiting(READ), claimed, self.every(), self.times())

    def waiting(self, limit: int = 200) -> list[Handoff]:
        """Return who waits, longest first."""
        return self._listed(IS_WAITING, limit=limit)

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
        waits = (
            (each.first_claimed_at - each.entered_at).total_seconds()
            for each in recent
            if each.first_claimed_at is not None
        )
        first = self.waiting(limit=1)
        longest = round((now - first[0].entered_at).total_seconds()) if first else None
        return QueueTimes(counts[0], counts[1], longest, median_s(waits))

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
