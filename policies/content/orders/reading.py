"""Who may see which orders, and finding them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.deadlines import overdue
from policies.content.orders.model import Contact, OrderEvent, OrderKind, OrderStatus, WorkOrder
from policies.content.orders.rows import selected, to_event, to_order
from policies.errors import NotFound

O, E, C = tables.WORK_ORDER, tables.ORDER_EVENT, tables.ORDER_CONTACT  # noqa: E741 - as in rows
MOST = 100
BATCH = 500


class OrderNotFound(NotFound):
    """No work order has this number, or it is not this reader's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose orders somebody reaches: a department's, a key's own, or everybody's where both are None."""

    department: str | None = None
    owner: str | None = None

    def where(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions of a query."""
        found = [O.c.department == self.department] if self.department is not None else []
        return [*found, O.c.owner == self.owner] if self.owner is not None else found


EVERYBODYS = Scope()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows; None and False leave a condition out.

    Attributes:
        text: stands in number, summary or words.
        overdue_on: only what is overdue on this day.
        since: made at this moment or later, `until` before that one.
    """

    status: OrderStatus | None = None
    kind: OrderKind | None = None
    department: str | None = None
    region: str | None = None
    conversation_id: str | None = None
    pair_id: str | None = None
    text: str | None = None
    overdue_on: date | None = None
    urged: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def where(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions of a query."""
        named = ("status", "kind", "department", "region", "conversation_id", "pair_id")
        found = [O.c[name] == getattr(self, name) for name in named if getattr(self, name) is not None]
        if self.overdue_on is not None:
            found.append(overdue(self.overdue_on))
        if self.urged:
            found.append(O.c.urged > 0)
        if self.since is not None:
            found.append(O.c.created_at >= self.since)
        if self.until is not None:
            found.append(O.c.created_at < self.until)
        if self.text:
            texts = (O.c.number, O.c.summary, O.c.words)
            found.append(sa.or_(*(each.contains(self.text, autoescape=True) for each in texts)))
        return found


def order_of(connection: sa.Connection, number: str, scope: Scope = EVERYBODYS) -> WorkOrder:
    """Return an order.

    Raises:
        OrderNotFound: there is none of this number within the scope.
    """
    row = connection.execute(selected().where(O.c.number == number, *scope.where())).mappings().first()
    if row is None:
        raise OrderNotFound(number)
    return to_order(row)


def page(
    connection: sa.Connection, wanted: Wanted, scope: Scope, before: int | None = None, limit: int = MOST
) -> list[WorkOrder]:
    """Return orders, the newest first.

    Args:
        connection: where to read.
        wanted: which.
        scope: whose.
        before: only those made before the one with this `id`, to page on.
        limit: at most so many.
    """
    query = selected().where(*wanted.where(), *scope.where()).order_by(O.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(O.c.id < before)
    return [to_order(row) for row in connection.execute(query).mappings()]


def every(engine: sa.Engine, wanted: Wanted, scope: Scope) -> Iterator[WorkOrder]:
    """Give all orders, the newest first, reading some at a time; no transaction stays open between."""
    before: int | None = None
    while True:
        with engine.connect() as connection:
            found = page(connection, wanted, scope, before, BATCH)
        yield from found
        if len(found) < BATCH:
            return
        before = found[-1].id


def events_of(connection: sa.Connection, order: WorkOrder) -> list[OrderEvent]:
    """Return everything that was done to an order, oldest first."""
    query = sa.select(E).where(E.c.order_id == order.id).order_by(E.c.version)
    return [to_event(row) for row in connection.execute(query).mappings()]


def contact_of(connection: sa.Connection, order: WorkOrder) -> Contact | None:
    """Return whom to call back about an order; None where nobody is, or not any more."""
    row = connection.execute(sa.select(C.c.name, C.c.phone).where(C.c.order_id == order.id)).first()
    return Contact(row.name, row.phone) if row is not None else None
