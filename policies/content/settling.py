"""Requests that wait until one person has dealt with them: once, by name, and written down."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content.audit import write_entry
from policies.errors import InputError, NotFound


def settle(
    engine: sa.Engine, table: sa.Table, kind: str, identifier: str, actor: str, missing: type[NotFound]
) -> None:
    """Note that somebody dealt with a request; of two at once the first did.

    Args:
        engine: the store's database.
        table: has `id`, `done_at` and `done_by`.
        kind: what it is in the audit; `<kind>_done` is the refusal for one that was dealt with before.
        identifier: the request.
        actor: who dealt with it.
        missing: raised where there is no such request.

    Raises:
        NotFound: there is no such request, as `missing`.
        InputError: it was dealt with before.
    """
    c = table.c
    values = {"done_at": datetime.now(UTC), "done_by": actor}
    with engine.begin() as connection:
        waiting = sa.update(table).where(c.id == identifier, c.done_at.is_(None))
        if connection.execute(waiting.values(**values)).rowcount == 0:
            if connection.scalar(sa.select(c.id).where(c.id == identifier)) is None:
                raise missing(identifier)
            raise InputError(identifier, f"{kind}_done")
        write_entry(connection, actor, "done", kind, identifier)
