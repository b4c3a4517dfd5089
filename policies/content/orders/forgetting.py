"""What a work order does not keep of people: whom to call back, some time after; whose conversation it was, once that is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.life import OPEN

O, T, C = tables.WORK_ORDER, tables.ORDER_CONTACT, tables.CONVERSATION  # noqa: E741 - as in rows
NOBODYS = "gone-"


def done_with_before(cut: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    """Return the condition of contacts of orders on which nobody owes an answer, last changed or closed before a moment.

    While an answer is owed somebody waits for it, however long that takes.
    """
    last = sa.func.coalesce(O.c.closed_at, O.c.changed_at)
    owed = O.c.status.in_([each.value for each in OPEN])
    return sa.exists().where(O.c.id == T.c.order_id, ~owed, last < cut)


def forget_closed(connection: sa.Connection, conversation_id: str) -> None:
    """Delete whom to call back about closed orders of a conversation."""
    closed = sa.select(O.c.id).where(O.c.conversation_id == conversation_id, O.c.closed_at.is_not(None))
    connection.execute(sa.delete(T).where(T.c.order_id.in_(closed)))


def disown(connection: sa.Connection, conversation_ids: Sequence[str]) -> None:
    """Let orders that were left in a chat belong to nobody where the chat is gone."""
    is_there = sa.exists().where(C.c.id == O.c.owner)
    left = sa.update(O).where(O.c.owner.in_(conversation_ids), O.c.source == "chat", ~is_there)
    # The owner is half of the key by which an order is found when it is sent again: each gets one of its own.
    connection.execute(left.values(owner=sa.literal(NOBODYS) + sa.cast(O.c.id, sa.String)))
