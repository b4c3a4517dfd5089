"""Numbers of work orders: GD, the region's code, the day, and a count of that day: GD990101-20261127-0001."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.upserting import upsert

C = tables.ORDER_COUNTER
BEGINNING = "GD"


def next_number(connection: sa.Connection, region_code: str | None, day: date) -> str:
    """Return the next free number; it is free again where the transaction does not commit.

    Counting is one statement that also takes the lock, so no two transactions see the same count.

    Args:
        connection: a transaction that has not read yet.
        region_code: six figures, left out where the region is not known.
        day: the day in China.
    """
    prefix = f"{BEGINNING}{region_code or ''}{'-' if region_code else ''}{day:%Y%m%d}"
    counted = upsert(connection, C, {"prefix": prefix, "last": 1}, {"last": C.c.last + 1})
    return f"{prefix}-{counted.last:04d}"


def day_of(number: str) -> date:
    """Return the day in China on which an order got its number."""
    return datetime.strptime(number.split("-")[-2][-8:], "%Y%m%d").date()
