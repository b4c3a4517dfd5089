"""What in hours and special days contradicts itself or is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.content.hour_checks import contradictions
from policies.content.hours import DayKind, Desk, OfficeCalendar, Span, SpecialDay
from policies.content.model import Department

TODAY = date(2026, 11, 28)
DAY = (Span(540, 1020),)
OPEN = Desk("人工客服", "示范市热线", "示范市", "12345", None, (DAY,) * 5 + ((), ()), (), DAY)
YEAR = (SpecialDay(date(2026, 10, 1), "国庆节", DayKind.OFF),)
DIRECTORY = [Department("示范市12345热线", ("示范市热线",))]


def rules(*desks: Desk, days: tuple[SpecialDay, ...] = YEAR, today: date = TODAY) -> list[tuple[str, str]]:
    found = contradictions(OfficeCalendar(desks, days), DIRECTORY, today, ["人工客服"])
    assert all(each.sentence() for each in found)
    return [(each.rule, each.about) for each in found]


def test_hours_in_order_say_nothing() -> None:
    assert rules(OPEN) == []


@pytest.mark.parametrize(
    ("desk", "expected"),
    [
        (replace(OPEN, department="没有的局"), "department_unknown"),
        (replace(OPEN, weekly=((),) * 7), "never_open"),
        (replace(OPEN, holiday=DAY), "open_on_holidays_alone"),
    ],
)
def test_a_desk_that_contradicts_itself_is_told(desk: Desk, expected: str) -> None:
    assert rules(desk) == [(expected, "人工客服")]


def test_a_desk_without_hours_for_worked_weekends_is_told_while_one_is_ahead() -> None:
    shut = replace(OPEN, adjusted=())
    worked = SpecialDay(date(2026, 12, 26), "元旦调休", DayKind.WORK)
    assert rules(shut, days=(*YEAR, worked)) == [("closed_on_worked_days", "人工客服")]
    assert rules(shut, days=(*YEAR, replace(worked, on=date(2026, 1, 4)))) == []


def test_a_weekday_worked_a_year_without_holidays_and_a_missing_desk_are_told() -> None:
    worked = SpecialDay(date(2026, 12, 1), "调休", DayKind.WORK)
    assert rules(days=(worked,)) == [
        ("desk_missing", "人工客服"),
        ("worked_weekday", "2026-12-01"),
        ("year_missing", "2026"),
    ]
    assert rules(OPEN, today=date(2026, 12, 1)) == [("year_missing", "2027")]
