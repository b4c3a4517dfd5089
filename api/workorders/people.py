"""Who may do what with work orders, and whose orders they reach."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from api.security.staff import allowed_to, may_call
from policies.content.keys import Key, Role
from policies.content.orders.reading import EVERYBODYS, Scope
from policies.content.orders.work_orders import By

OrderReader = Annotated[Key, Depends(allowed_to(Role.OPERATOR, Role.LIAISON, Role.AUDITOR))]
OrderWorker = Annotated[Key, Depends(allowed_to(Role.OPERATOR, Role.LIAISON))]


def readable_by(key: Key) -> Scope:
    """Return the orders that somebody may read: a liaison only those that their department has now."""
    return EVERYBODYS if may_call(key, Role.OPERATOR, Role.AUDITOR) else _department(key)


def acting(key: Key) -> By:
    """Return who acts, and on which orders: an auditor who is a liaison too changes those of the department only."""
    return By(key.name, EVERYBODYS if may_call(key, Role.OPERATOR) else _department(key))


def _department(key: Key) -> Scope:
    """A liaison without a department reaches nothing: no order's department is the empty name."""
    return Scope(department=key.department or "")
