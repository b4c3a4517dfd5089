"""Office hours in the store: the first filling, changes, and who follows them when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.answering.attendance import ONLINE, Attendance
from policies.clock import CHINA
from policies.content.audit import audit_entries
from policies.content.hours import DayKind, OfficeCalendar, Span, SpecialDay, read_spans, written
from policies.content.offices import KEPT_S, DayNotFound, DeskNotFound, Offices
from policies.content.store import Store
from policies.demo.calendar import load_calendar
from policies.errors import InputError

FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=CHINA)
HOLIDAY = SpecialDay(FRIDAY.date(), "停电检修", DayKind.OFF)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def test_the_demonstrations_hours_come_back_as_they_were(store: Store) -> None:
    offices, calendar = Offices(store.engine), load_calendar()
    assert offices.fill(calendar, "demo") == len(calendar.desks)
    read = offices.read()
    assert set(read.desks) == set(calendar.desks)
    assert read.special_days == calendar.special_days


def test_they_are_the_first_filling_only(store: Store) -> None:
    offices = Offices(store.engine)
    offices.save_days([HOLIDAY], "管理丁")
    assert offices.fill(load_calendar(), "demo") == 0
    assert offices.read() == OfficeCalendar((), (HOLIDAY,))


def test_a_change_holds_at_once_here_and_within_a_second_elsewhere(store: Store) -> None:
    now = [0.0]
    here, there = Offices(store.engine), Offices(store.engine, lambda: now[0])
    here.fill(load_calendar(), "demo")
    assert there.calendar().is_open(ONLINE, FRIDAY)
    here.save_days([HOLIDAY], "管理丁")
    assert not here.calendar().is_open(ONLINE, FRIDAY)
    assert there.calendar().is_open(ONLINE, FRIDAY)
    now[0] += KEPT_S
    assert not there.calendar().is_open(ONLINE, FRIDAY)
    assert not there.is_working_day(FRIDAY.date())
    here.delete_day(FRIDAY.date(), "管理丁")
    now[0] += KEPT_S
    assert there.calendar().is_open(ONLINE, FRIDAY)


def test_a_desk_is_changed_and_taken_away(store: Store) -> None:
    offices = Offices(store.engine)
    offices.fill(load_calendar(), "demo")
    desk = offices.read().desk(ONLINE)
    offices.save_desk(replace(desk, weekly=((),) * 7), "管理丁")
    assert not offices.calendar().is_open(ONLINE, FRIDAY)
    offices.delete_desk(ONLINE, "管理丁")
    with pytest.raises(DeskNotFound):
        offices.delete_desk(ONLINE, "管理丁")
    with pytest.raises(DayNotFound):
        offices.delete_day(date(2026, 11, 27), "管理丁")
    told = audit_entries(store, kind="desk", subject=ONLINE, limit=2)
    assert [(each.action, each.actor) for each in told] == [("delete", "管理丁"), ("save", "管理丁")]


def test_without_hours_nobody_is_promised(store: Store) -> None:
    offices = Offices(store.engine)
    assert offices.calendar().next_opening(ONLINE, FRIDAY) is None
    assert Attendance(offices.calendar, lambda: FRIDAY).sentence()


@given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True))
def test_spans_are_read_as_they_are_written(minutes: list[int]) -> None:
    ordered = sorted(minutes[: len(minutes) // 2 * 2])
    spans = tuple(Span(*pair) for pair in zip(ordered[::2], ordered[1::2], strict=True))
    assert read_spans("desk", "weekly", written(spans)) == spans


@pytest.mark.parametrize(
    "printed", ["09:00-12:00", ["9-12"], ["12:00-09:00"], ["09:00-12:00", "11:00-13:00"], ["00:00-24:30"]]
)
def test_hours_that_cannot_be_are_refused(printed: object) -> None:
    with pytest.raises(InputError) as refused:
        read_spans("desk", "weekly", printed)
    assert refused.value.reason == "bad_hours"
