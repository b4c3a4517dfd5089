"""The life of a work order, in one table: which action leads from where to where, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policies.content.keys import Role
from policies.content.orders.model import OrderStatus
from policies.errors import EditError, NoteMissing, WrongState

NEW, ASSIGNED, IN_PROGRESS = OrderStatus.NEW, OrderStatus.ASSIGNED, OrderStatus.IN_PROGRESS
RETURNED, TRANSFERRED, REOPENED = OrderStatus.RETURNED, OrderStatus.TRANSFERRED, OrderStatus.REOPENED
ANSWERED, CALLED_BACK, CLOSED = OrderStatus.ANSWERED, OrderStatus.CALLED_BACK, OrderStatus.CLOSED
WITH_DEPARTMENT = frozenset({ASSIGNED, IN_PROGRESS})
# Somebody still owes an answer.
OPEN = frozenset({NEW, ASSIGNED, IN_PROGRESS, RETURNED, REOPENED})
# Not closed yet, whoever has it.
LIVING = OPEN | {TRANSFERRED, ANSWERED, CALLED_BACK}


class OrderAction(StrEnum):
    """What may be done to an order."""

    CREATE = "create"  # 登记
    ASSIGN = "assign"  # 派单
    ACCEPT = "accept"  # 签收
    RETURN = "return"  # 退回
    TRANSFER = "transfer"  # 转办
    REPLY = "reply"  # 答复
    CALL_BACK = "call_back"  # 回访
    CLOSE = "close"  # 办结
    REOPEN = "reopen"  # 重新办理
    URGE = "urge"  # 催办
    EDIT = "edit"  # 修改
    DRAFT = "draft"  # 起草问答


@dataclass(frozen=True, slots=True)
class Step:
    """What an action needs and does; `leads_to` is None where the status stays."""

    begins_in: frozenset[OrderStatus]
    leads_to: OrderStatus | None
    by: frozenset[Role]
    needs_note: bool = False


DESK = frozenset({Role.OPERATOR})
DEPARTMENT = frozenset({Role.OPERATOR, Role.LIAISON})
CALLER = frozenset({Role.OPERATOR, Role.HOTLINE})
STEPS: dict[OrderAction, Step] = {
    OrderAction.ASSIGN: Step(OPEN, ASSIGNED, DESK),
    OrderAction.ACCEPT: Step(frozenset({ASSIGNED}), IN_PROGRESS, DEPARTMENT),
    OrderAction.RETURN: Step(WITH_DEPARTMENT, RETURNED, DEPARTMENT, needs_note=True),
    OrderAction.TRANSFER: Step(OPEN, TRANSFERRED, DESK, needs_note=True),
    OrderAction.REPLY: Step(WITH_DEPARTMENT, ANSWERED, DEPARTMENT),
    OrderAction.CALL_BACK: Step(frozenset({ANSWERED}), CALLED_BACK, DESK),
    OrderAction.CLOSE: Step(LIVING, CLOSED, DESK, needs_note=True),
    OrderAction.REOPEN: Step(
        frozenset({ANSWERED, CALLED_BACK, CLOSED, TRANSFERRED}), REOPENED, DESK, needs_note=True
    ),
    OrderAction.URGE: Step(OPEN, None, CALLER),
    OrderAction.EDIT: Step(LIVING, None, DESK),
    OrderAction.DRAFT: Step(frozenset({ANSWERED, CALLED_BACK, CLOSED}), None, DEPARTMENT),
}


class OrderConflict(EditError):
    """Somebody else changed the order meanwhile: version `expected` is not the newest any more."""

    def __init__(self, number: str, expected: int, found: int) -> None:
        super().__init__(number, "order_conflict", expected=expected, found=found)


def after(number: str, status: OrderStatus, action: OrderAction, note: str = "") -> OrderStatus:
    """Return the status to which an action leads.

    A call-back that was made closes without a note of its own; every other closing says why.

    Raises:
        WrongState: it does not begin in this status.
        NoteMissing: it needs its reason in words.
    """
    step = STEPS[action]
    if status not in step.begins_in:
        raise WrongState(number, action, status)
    if step.needs_note and not note.strip() and (action, status) != (OrderAction.CLOSE, CALLED_BACK):
        raise NoteMissing(number, action)
    return step.leads_to or status
