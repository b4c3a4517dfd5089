"""The outbox: what other systems are to be told, written in the transaction of the change itself.

Nothing is sent from here. What is committed is sent by whatever process holds the lease (`lease.py`), later or after a
restart; what is rolled back was never there.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables

W, E, D = tables.WEBHOOK, tables.WEBHOOK_EVENT, tables.WEBHOOK_DELIVERY
EVENTS = ("workorder.created", "workorder.updated", "workorder.answered")
# Sent to one address on an admin's word, whatever it wants otherwise.
TEST = "webhook.test"
PENDING, SENT, DEAD = "pending", "sent", "dead"


def announce(connection: sa.Connection, type_: str, subject: str, data: dict[str, Any], at: datetime) -> None:
    """Write an event and its way to every webhook that wants it; nothing where none does.

    Args:
        connection: the transaction of the change.
        type_: one of `EVENTS`.
        subject: what it is about, such as an order's number.
        data: what is told, without personal data.
        at: when it happened.
    """
    rows = connection.execute(sa.select(W.c.id, W.c.events).where(W.c.disabled_at.is_(None))).all()
    wanting = [row.id for row in rows if type_ in row.events]
    if not wanting:
        return
    _write(connection, type_, subject, data, at, wanting)


def announce_test(connection: sa.Connection, webhook_id: str, at: datetime) -> int:
    """Write a test event for one webhook, and return the number of its delivery."""
    return _write(connection, TEST, webhook_id, {"webhook": webhook_id}, at, [webhook_id])


def _write(
    connection: sa.Connection, type_: str, subject: str, data: dict[str, Any], at: datetime, to: Sequence[str]
) -> int:
    """Write an event with its ways; returns the number of the last of them."""
    event_id = f"msg_{uuid.uuid4().hex}"
    body = {"type": type_, "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "data": data}
    told = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    connection.execute(sa.insert(E).values(id=event_id, type=type_, subject=subject, at=at, body=told))
    way = {"event_id": event_id, "state": PENDING, "attempts": 0, "next_at": at}
    connection.execute(sa.insert(D), [{**way, "webhook_id": each} for each in to])
    return int(connection.scalar(sa.select(sa.func.max(D.c.id)).where(D.c.event_id == event_id)) or 0)
