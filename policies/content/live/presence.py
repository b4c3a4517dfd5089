"""Who is at the desk. A sign of life keeps an operator's claims; saying "present" lets visitors in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content.live.model import (
    LEASE,
    Operator,
    OperatorNotThere,
    Presence,
    PresenceState,
    now,
)
from policies.content.live_tables import PRESENCE
from policies.content.upserting import upsert

P = PRESENCE


class Presences:
    """The operators of a store's desk."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock

    def alive(self, operator: Operator) -> None:
        """Note a sign of life; an operator seen for the first time is away until they say otherwise."""
        self._put(operator, {"name": operator.name}, {"state": PresenceState.AWAY.value})

    def say(
        self,
        operator: Operator,
        state: PresenceState,
        *,
        back_at: datetime | None = None,
        department: str | None = None,
    ) -> Presence:
        """Keep what an operator says of themselves; `back_at` counts only for one who is away."""
        told = {
            "name": operator.name,
            "state": state.value,
            "back_at": back_at.astimezone(UTC) if back_at and state is PresenceState.AWAY else None,
            "department": department,
        }
        self._put(operator, told, {})
        return self.of(operator.id)

    def of(self, operator_id: str) -> Presence:
        """Return an operator's presence.

        Raises:
            OperatorNotThere: they were never seen.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(P).where(P.c.operator_id == operator_id)).mappings().first()
        if row is None:
            raise OperatorNotThere(operator_id)
        return self._presence(row)

    def colleague(self, operator_id: str) -> Operator:
        """Return an operator to whom something can be passed on.

        Raises:
            OperatorNotThere: they are not at the desk.
        """
        found = self.of(operator_id)
        if not found.is_there:
            raise OperatorNotThere(operator_id)
        return Operator(found.operator_id, found.name)

    def every(self) -> list[Presence]:
        """Return all operators seen in the last day, those who are there first."""
        since = self._clock().timestamp() - 86_400
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(P).order_by(P.c.name, P.c.operator_id)).mappings()
            found = [self._presence(row) for row in rows]
        recent = [each for each in found if each.seen_at.timestamp() >= since]
        return sorted(recent, key=lambda each: not each.is_there)

    def is_staffed(self) -> bool:
        """Tell whether anybody takes hand-offs now."""
        query = sa.select(P.c.operator_id).where(
            P.c.state == PresenceState.PRESENT.value, P.c.seen_at > self._clock() - LEASE
        )
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def _put(self, operator: Operator, changes: dict[str, Any], first: dict[str, Any]) -> None:
        told = {**changes, "seen_at": self._clock()}
        with self._engine.begin() as connection:
            upsert(connection, P, {"operator_id": operator.id, **first, **told}, told)

    def _presence(self, row: sa.RowMapping) -> Presence:
        state = PresenceState(row["state"])
        is_there = state is PresenceState.PRESENT and row["seen_at"] > self._clock() - LEASE
        return Presence(**{**row, "state": state}, is_there=is_there)
