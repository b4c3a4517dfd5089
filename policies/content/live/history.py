"""A whole conversation for who takes it over: what the service was asked and answered, and what people said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.live.entries import entries_of
from policies.content.live.model import Entry


@dataclass(frozen=True, slots=True)
class AnsweredTurn:
    """A question, masked, with the card that answered it and the steps that led there."""

    message_id: str
    at: datetime
    question: str
    card: dict[str, Any]
    degraded: bool
    trace: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class History:
    """Both in order of time, each oldest first."""

    turns: tuple[AnsweredTurn, ...]
    entries: tuple[Entry, ...]


def history_of(engine: sa.Engine, conversation_id: str, most_turns: int = 50) -> History:
    """Return the last turns of a conversation with the service, and all that was said with people in it."""
    m, t = tables.MESSAGE, tables.TRACE
    query = (
        sa.select(m.c.id, m.c.asked_at, m.c.question, m.c.card, m.c.degraded, t.c.steps)
        .outerjoin(t, t.c.message_id == m.c.id)
        .where(m.c.conversation_id == conversation_id)
        .order_by(m.c.position.desc())
        .limit(most_turns)
    )
    with engine.connect() as connection:
        turns = [
            AnsweredTurn(row.id, row.asked_at, row.question, row.card, row.degraded, row.steps or [])
            for row in connection.execute(query)
        ]
    return History(tuple(reversed(turns)), tuple(entries_of(engine, conversation_id)))
