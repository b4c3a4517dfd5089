"""By when an order is to be answered: working days by its kind; and which orders are late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.life import OPEN
from policies.content.orders.model import OrderKind, WorkOrder

IsWorkingDay = Callable[[date], bool]
# Working days after the day on which it was made, as hotlines usually promise; an urgent one by the next working day.
WORKING_DAYS: dict[OrderKind, int] = {
    OrderKind.CONSULT: 2,
    OrderKind.HELP: 5,
    OrderKind.COMPLAINT: 5,
    OrderKind.REPORT: 10,
    OrderKind.SUGGESTION: 10,
    OrderKind.PRAISE: 5,
    OrderKind.OTHER: 5,
}
URGENT_DAYS = 1
# No calendar closes offices for longer; one that seems to is wrong, and no order may wait for it.
LONGEST_REST_DAYS = 31


def due_day(kind: OrderKind, is_urgent: bool, begins_on: date, is_working_day: IsWorkingDay) -> date:
    """Return the last day for an answer, counted from the day after `begins_on`."""
    left = URGENT_DAYS if is_urgent else WORKING_DAYS[kind]
    day, resting = begins_on, 0
    while left:
        day += timedelta(days=1)
        if is_working_day(day) or resting >= LONGEST_REST_DAYS:
            left, resting = left - 1, 0
        else:
            resting += 1
    return day


def is_overdue(order: WorkOrder, today: date) -> bool:
    """Tell whether an answer is still owed and its day is over."""
    return order.status in OPEN and order.due_on < today


def overdue(today: date) -> sa.ColumnElement[bool]:
    """Return `is_overdue` as the condition of a query."""
    c = tables.WORK_ORDER.c
    return sa.and_(c.status.in_([each.value for each in OPEN]), c.due_on < today)
