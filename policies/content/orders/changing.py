"""One change of an order: the row, its event, its audit entry and what other systems are told, in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.orders.life import OrderAction
from policies.content.orders.model import WorkOrder
from policies.content.orders.reading import Scope, order_of
from policies.content.orders.rows import plain
from policies.content.webhooks.outbox import announce

O, E = tables.WORK_ORDER, tables.ORDER_EVENT  # noqa: E741 - as in rows
KIND = "workorder"
TOLD = {OrderAction.CREATE: "workorder.created", OrderAction.REPLY: "workorder.answered"}
CHANGED = "workorder.updated"


def locked(connection: sa.Connection, number: str, scope: Scope) -> WorkOrder:
    """Return an order that nobody else changes before the transaction ends.

    The first statement writes, so that what is read after it is the newest in every database.

    Raises:
        OrderNotFound: there is none of this number within the scope.
    """
    connection.execute(sa.update(O).where(O.c.number == number).values(version=O.c.version))
    return order_of(connection, number, scope)


def changed(
    connection: sa.Connection,
    order: WorkOrder,
    action: OrderAction,
    actor: str,
    note: str = "",
    detail: dict[str, Any] | None = None,
    **values: Any,
) -> WorkOrder:
    """Write new values of a locked order as its next version, and return it."""
    now = datetime.now(UTC)
    values |= {"version": order.version + 1, "changed_at": now}
    connection.execute(sa.update(O).where(O.c.id == order.id).values(**values))
    return noted(connection, order.number, action, actor, now, note, detail)


def noted(
    connection: sa.Connection,
    number: str,
    action: OrderAction,
    actor: str,
    at: datetime,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> WorkOrder:
    """Write down what was done to an order, for its history, the audit and the webhooks; returns the order."""
    order = order_of(connection, number)
    event = {"order_id": order.id, "version": order.version, "at": at, "actor": actor, "action": action.value}
    told = {"status": order.status.value, "note": note, "detail": detail or {}}
    connection.execute(sa.insert(E).values(**event, **told))
    data = {"action": action.value, **plain(order, for_others=True)}
    announce(connection, TOLD.get(action, CHANGED), number, data, at)
    write_entry(connection, actor, action.value, KIND, number)
    return order
