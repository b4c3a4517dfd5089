"""Filters of a list that somebody named to come back to them; each person's own."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from policies.content.account_tables import SAVED_VIEW
from policies.content.engine import writing
from policies.content.upserting import upsert
from policies.errors import InputError

V = SAVED_VIEW
LONGEST_NAME, LONGEST_QUERY, MOST = 20, 1000, 12


@dataclass(frozen=True, slots=True)
class SavedView:
    """A name, and the filters as they stand in the list's address."""

    name: str
    query: str


class SavedViews:
    """The views of a store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, account_id: str) -> list[SavedView]:
        """Return somebody's views by name."""
        query = sa.select(V.c.name, V.c.query).where(V.c.account_id == account_id).order_by(V.c.name)
        with self._engine.connect() as connection:
            return [SavedView(*row) for row in connection.execute(query)]

    def save(self, account_id: str, name: str, query: str) -> None:
        """Keep filters under a name; one of this name is replaced.

        Raises:
            InputError: the name is empty or too long, nothing is filtered, or there are `MOST` already.
        """
        told = name.strip()
        if not told or len(told) > LONGEST_NAME:
            raise InputError(name, "view_name", most=LONGEST_NAME)
        if not query or len(query) > LONGEST_QUERY:
            raise InputError(name, "view_empty")
        others = sa.select(sa.func.count()).where(V.c.account_id == account_id, V.c.name != told)
        with writing(self._engine) as connection:
            if (connection.scalar(others) or 0) >= MOST:
                raise InputError(name, "view_too_many", most=MOST)
            upsert(connection, V, {"account_id": account_id, "name": told, "query": query})

    def delete(self, account_id: str, name: str) -> None:
        """Forget a view; one that is gone stays so."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(V).where(V.c.account_id == account_id, V.c.name == name))
