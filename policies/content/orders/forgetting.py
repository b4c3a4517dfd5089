"""Letting go of whom to call back, some time after an order was closed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.orders.changing import KIND

O, C = tables.WORK_ORDER, tables.ORDER_CONTACT  # noqa: E741 - as in rows


def forget_contacts(engine: sa.Engine, closed_before: datetime) -> int:
    """Delete the contacts of orders that were closed before a moment; return how many."""
    closed = sa.select(O.c.id).where(O.c.closed_at < closed_before)
    with engine.begin() as connection:
        gone = connection.execute(sa.delete(C).where(C.c.order_id.in_(closed))).rowcount
        if gone:
            write_entry(connection, "system", "forget contacts", KIND, str(gone))
    return gone
