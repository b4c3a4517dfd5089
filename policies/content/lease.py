"""One process at a time: a lease in the store, which runs out by itself where its holder dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

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

    def keep_until(self, name: str, until: datetime) -> None:
        """Let a lease of ours last until a moment; one that is another's now stays as it is."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(L).where(L.c.name == name, L.c.holder == self._holder).values(until=until)
            )
