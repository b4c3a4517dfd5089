"""Steps of a hand-off and their entries: each is one transaction that changes the row and writes what happened.

The row counts its entries. Whoever counts up first is first; the others wait for the commit, so that no reader who
goes on from a position ever misses an entry below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content.live.model import Author, Entry, EntryKind, HandoffState
from policies.content.live_tables import HANDOFF, LIVE_ENTRY

H, E = HANDOFF, LIVE_ENTRY


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry is to hold."""

    kind: EntryKind
    author: Author
    name: str | None = None
    text: str = ""
    card: dict[str, Any] | None = None
    client_id: str | None = None


def step(
    connection: sa.Connection,
    handoff_id: str,
    condition: sa.ColumnElement[bool],
    said: Said,
    at: datetime,
    **changes: Any,
) -> Entry | None:
    """Change a hand-off that meets `condition` and write the entry; None where it does not meet it.

    The update comes first: it takes the row's lock before anything is read.
    """
    counted = connection.execute(
        sa.update(H)
        .where(H.c.id == handoff_id, condition)
        .values(entries=H.c.entries + 1, **changes)
        .returning(H.c.entries, H.c.conversation_id)
    ).one_or_none()
    if counted is None:
        return None
    values = {
        "handoff_id": handoff_id,
        "conversation_id": counted.conversation_id,
        "position": counted.entries,
        "kind": said.kind.value,
        "author": said.author.value,
        "name": said.name,
        "text": said.text,
        "card": said.card,
        "client_id": said.client_id,
        "at": at,
    }
    made = connection.execute(sa.insert(E).values(**values).returning(E.c.id)).scalar_one()
    return entry({**values, "id": made})


def entry(row: Any) -> Entry:
    """Return a row as an entry."""
    told = {**row, "kind": EntryKind(row["kind"]), "author": Author(row["author"])}
    return Entry(**told)


def entries_after(engine: sa.Engine, handoff_id: str, position: int = 0, limit: int = 500) -> list[Entry]:
    """Return a hand-off's entries after a position, in order."""
    query = sa.select(E).where(E.c.handoff_id == handoff_id, E.c.position > position)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(E.c.position).limit(limit)).mappings()
        return [entry(row) for row in rows]


def entries_of(engine: sa.Engine, conversation_id: str) -> list[Entry]:
    """Return all that was said with people in a conversation, oldest first."""
    query = sa.select(E).where(E.c.conversation_id == conversation_id)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(E.c.at, E.c.id)).mappings()
        return [entry(row) for row in rows]


def sent_as(engine: sa.Engine, conversation_id: str, client_id: str) -> Entry | None:
    """Return the entry that the sender already sent under this identifier, if there is one."""
    query = sa.select(E).where(E.c.conversation_id == conversation_id, E.c.client_id == client_id)
    with engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return entry(row) if row is not None else None


def newest_entries(engine: sa.Engine, after: int, limit: int = 1_000) -> Sequence[tuple[int, str, int, str]]:
    """Return (id, handoff_id, position, kind) of entries with an identifier above `after`.

    Identifiers are given at the insert and seen at the commit: who polls looks back over some of them.
    """
    query = sa.select(E.c.id, E.c.handoff_id, E.c.position, E.c.kind).where(E.c.id > after)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(E.c.id).limit(limit))]


def newest_id(engine: sa.Engine) -> int:
    """Return the highest identifier of an entry; 0 where there is none."""
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.max(E.c.id))) or 0)


IS_OPEN = H.c.closed_at.is_(None)
IS_WAITING = H.c.state == HandoffState.WAITING.value
IS_CLAIMED = H.c.state == HandoffState.CLAIMED.value
