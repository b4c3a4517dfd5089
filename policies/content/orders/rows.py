"""Between orders and their rows, and an order as plain data for other systems."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.model import OrderEvent, OrderKind, OrderStatus, WorkOrder

O, C = tables.WORK_ORDER, tables.ORDER_CONTACT  # noqa: E741 - tables are named by one letter everywhere
_TOLD = tuple(each.name for each in fields(WorkOrder) if each.name not in ("id", "owner", "has_contact"))
# What other systems do not need to know: names of staff, and in which conversation something was said.
_OURS = frozenset({"created_by", "replied_by", "conversation_id"})


def selected() -> sa.Select[Any]:
    """Return the query of orders with whether they have a contact."""
    return sa.select(O, C.c.order_id.label("contact_of")).outerjoin(C, C.c.order_id == O.c.id)


def to_order(row: sa.RowMapping) -> WorkOrder:
    """Return the order of a row of `selected`."""
    values = {name: value for name, value in row.items() if name not in ("client_id", "contact_of")}
    values |= {"kind": OrderKind(row["kind"]), "status": OrderStatus(row["status"])}
    return WorkOrder(**values, has_contact=row["contact_of"] is not None)


def to_event(row: sa.RowMapping) -> OrderEvent:
    """Return the event of a row."""
    values = {name: value for name, value in row.items() if name not in ("id", "order_id")}
    return OrderEvent(**{**values, "status": OrderStatus(row["status"])})


def plain(order: WorkOrder, *, for_others: bool = False) -> dict[str, Any]:
    """Return an order as data that JSON can hold; `for_others` leaves out what is ours alone."""
    names = (name for name in _TOLD if not (for_others and name in _OURS))
    return {name: _plain(getattr(order, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
