from __future__ import annotations

from datetime import date

import pytest

from policies.content.orders.deadlines import WORKING_DAYS, due_day
from policies.content.orders.model import OrderKind
from policies.content.orders.numbers import day_of
from policies.demo.calendar import load_calendar

CALENDAR = load_calendar()


@pytest.mark.parametrize(
    ("kind", "is_urgent", "begins_on", "due_on"),
    [
        (OrderKind.CONSULT, False, date(2026, 11, 27), date(2026, 12, 1)),
        (OrderKind.COMPLAINT, False, date(2026, 11, 27), date(2026, 12, 4)),
        (OrderKind.COMPLAINT, True, date(2026, 11, 27), date(2026, 11, 30)),
        (OrderKind.CONSULT, False, date(2026, 9, 29), date(2026, 10, 8)),
    ],
)
def test_weekends_and_holidays_do_not_count(
    kind: OrderKind, is_urgent: bool, begins_on: date, due_on: date
) -> None:
    assert due_day(kind, is_urgent, begins_on, CALENDAR.is_working_day) == due_on


def test_a_weekend_worked_for_a_holiday_counts() -> None:
    worked = next(
        day.on for day in CALENDAR.special_days if day.kind == "work" and CALENDAR.is_working_day(day.on)
    )
    assert worked.weekday() >= 5
    assert not CALENDAR.is_working_day(date(2026, 11, 28))


def test_a_calendar_that_never_opens_keeps_nobody_waiting_for_ever() -> None:
    due = due_day(OrderKind.CONSULT, False, date(2026, 1, 1), lambda _: False)
    assert due < date(2026, 4, 1)


def test_every_kind_has_a_deadline() -> None:
    assert WORKING_DAYS.keys() == set(OrderKind)


@pytest.mark.parametrize("number", ["GD990101-20261127-0001", "GD20261127-12345"])
def test_a_number_tells_its_day(number: str) -> None:
    assert day_of(number) == date(2026, 11, 27)
