from __future__ import annotations

import pytest

from policies.content.orders.life import LIVING, OPEN, STEPS, OrderAction, after
from policies.content.orders.model import OrderStatus
from policies.errors import NoteMissing, WrongState
from policies.wording import say

ALLOWED = [
    (status, action, step.leads_to or status)
    for action, step in STEPS.items()
    for status in OrderStatus
    if status in step.begins_in
]
REFUSED = [
    (status, action)
    for action, step in STEPS.items()
    for status in OrderStatus
    if status not in step.begins_in
]


@pytest.mark.parametrize(("status", "action", "expected"), ALLOWED)
def test_an_action_leads_where_the_table_says(
    status: OrderStatus, action: OrderAction, expected: OrderStatus
) -> None:
    assert after("GD-1", status, action, "因为") == expected


@pytest.mark.parametrize(("status", "action"), REFUSED)
def test_an_action_that_does_not_begin_here_is_refused(status: OrderStatus, action: OrderAction) -> None:
    with pytest.raises(WrongState):
        after("GD-1", status, action, "因为")


@pytest.mark.parametrize(
    "action", [OrderAction.RETURN, OrderAction.TRANSFER, OrderAction.CLOSE, OrderAction.REOPEN]
)
def test_what_somebody_will_ask_about_needs_its_reason(action: OrderAction) -> None:
    begins_in = next(
        each
        for each in OrderStatus
        if each in STEPS[action].begins_in and each is not OrderStatus.CALLED_BACK
    )
    with pytest.raises(NoteMissing):
        after("GD-1", begins_in, action, " ")


def test_an_order_that_was_called_back_closes_without_another_word() -> None:
    assert after("GD-1", OrderStatus.CALLED_BACK, OrderAction.CLOSE) is OrderStatus.CLOSED


def test_every_status_can_be_left_but_only_a_closed_one_is_no_work_any_more() -> None:
    for status in OrderStatus:
        assert any(
            status in step.begins_in and step.leads_to not in (None, status) for step in STEPS.values()
        )
    assert set(OrderStatus) - LIVING == {OrderStatus.CLOSED}
    assert OPEN < LIVING


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_status_has_its_name(status: OrderStatus) -> None:
    assert say(f"orders.status.{status.value}")


@pytest.mark.parametrize("action", list(OrderAction))
def test_every_action_has_its_name(action: OrderAction) -> None:
    assert say(f"orders.action.{action.value}")
