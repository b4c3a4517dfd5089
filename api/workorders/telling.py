"""From a work order to JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.workorders.schemas import EventOut, OrderDetailOut, OrderOut, OwnOrderOut
from policies.content.orders.deadlines import is_overdue
from policies.content.orders.model import OrderEvent, WorkOrder
from policies.wording import say


def told(order: WorkOrder, today: date) -> OrderOut:
    """Return an order as staff see it."""
    return OrderOut(**_fields(order, today, set(OrderOut.model_fields)))


def own(order: WorkOrder, today: date) -> OwnOrderOut:
    """Return an order as whoever made it sees it."""
    return OwnOrderOut(**_fields(order, today, set(OwnOrderOut.model_fields)))


def detailed(order: WorkOrder, events: list[OrderEvent], today: date) -> OrderDetailOut:
    """Return an order with its history."""
    history = [EventOut.model_validate(each) for each in events]
    return OrderDetailOut(**_fields(order, today, set(OrderOut.model_fields)), events=history)


def _fields(order: WorkOrder, today: date, names: set[str]) -> dict[str, Any]:
    derived = {
        "status_label": say(f"orders.status.{order.status.value}"),
        "is_overdue": is_overdue(order, today),
    }
    return {name: derived[name] if name in derived else getattr(order, name) for name in names}
