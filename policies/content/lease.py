"""One process at a time: a lease in the store, which runs out by itself where its holder dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content import tables
from policies.content.upserting import upsert

L = tables.LEASE


class Leases:
    """Leases of a store, taken by one holder."""

    def __init__(
        self, engine: sa.Engine, holder: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._holder = holder
        self._clock = clock

    def take(self, name: str, lasting: timedelta) -> bool:
        """Take a lease that nobody holds; return whether it is ours now."""
        now = self._clock()
        return self._write(name, now + lasting, L.c.until <= now)

    def hold(self, name: str, lasting: timedelta) -> bool:
        """Take a lease that nobody holds, or hold ours for longer; return whether it is ours now."""
        now = self._clock()
        return self._write(name, now + lasting, sa.or_(L.c.holder == self._holder, L.c.until <= now))

    def release(self, name: str) -> None:
        """Let a lease of ours go."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(L).where(L.c.name == name, L.c.holder == self._holder))

    def keep_until(self, name: str, until: datetime) -> None:
        """Let a lease of ours last until a moment; one that is another's now stays as it is."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(L).where(L.c.name == name, L.c.holder == self._holder).values(until=until)
            )

    def _write(self, name: str, until: datetime, free: sa.ColumnElement[bool]) -> bool:
        row = {"name": name, "holder": self._holder, "until": until}
        with self._engine.begin() as connection:
            return upsert(connection, L, row, where=free) is not None
