"""One process at a time: a lease in the store, which runs out by itself where its holder dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from policies.content import tables

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
        values = {"holder": self._holder, "until": now + lasting}
        with self._engine.begin() as connection:
            if connection.execute(
                sa.update(L).where(L.c.name == name, L.c.until <= now).values(**values)
            ).rowcount:
                return True
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(L).values(name=name, **values))
        except sa.exc.IntegrityError:
            return False
        return True

    def hold(self, name: str, lasting: timedelta) -> bool:
        """Take a lease that nobody holds, or hold ours for longer; return whether it is ours now."""
        now = self._clock()
        held = {"holder": self._holder, "until": now + lasting}
        with self._engine.begin() as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            free = sa.or_(L.c.holder == self._holder, L.c.until <= now)
            first = insert(L).values(name=name, **held)
            taken = first.on_conflict_do_update(index_elements=[L.c.name], set_=held, where=free)
            return connection.scalar(taken.returning(L.c.name)) is not None

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
