"""Pages of what is in the library, for lists that people turn over."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import PairState, QaPair
from policies.content.store import Store

MOST = 100


def pairs_page(
    store: Store,
    *,
    after: str = "",
    limit: int = 20,
    state: PairState | None = None,
    region: str | None = None,
    text: str | None = None,
) -> list[QaPair]:
    """Return pairs as they answer (or wait for their first approval), in order of their identifiers.

    Args:
        store: whose.
        after: the identifier after which to go on.
        limit: at most so many, never more than 100.
        state: only those in this state.
        region: only those of this region.
        text: only those whose question says this.
    """
    t = tables.PAIR
    where = [t.c.id > after]
    where += [t.c.state == state.value] if state else []
    where += [t.c.region == region] if region else []
    where += [t.c.question.contains(text, autoescape=True)] if text else []
    return [store.pair(each) for each in _ids(store, t, where, limit)]


def _ids(store: Store, table: sa.Table, where: list[sa.ColumnElement[bool]], limit: int) -> list[Any]:
    query = sa.select(table.c.id).where(*where).order_by(table.c.id).limit(min(limit, MOST))
    with store.engine.connect() as connection:
        return list(connection.scalars(query))
