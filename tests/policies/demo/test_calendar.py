"""A desk is open when its hours, the holidays and the working weekends say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policies.clock import CHINA
from policies.content.hours import DayKind, OfficeCalendar
from policies.content.offices import Offices
from policies.content.store import Store
from policies.demo.calendar import FOLDER, load_calendar
from policies.errors import InputError
from policies.wording import say
from tests.databases import with_demo

HALL, ONLINE, PHONE = "示范市政务服务中心", "12345网上人工客服", "12345热线人工坐席"
CALENDAR = load_calendar()
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))


@pytest.mark.parametrize(
    ("desk", "moment", "is_open"),
    [
        (HALL, datetime(2026, 11, 26, 9, 0), True),
        (HALL, datetime(2026, 11, 26, 12, 0), False),  # the lunch break begins
        (HALL, datetime(2026, 11, 26, 13, 0), True),
        (HALL, datetime(2026, 11, 26, 17, 30), False),
        (HALL, datetime(2026, 11, 28, 10, 0), True),  # a plain Saturday morning
        (HALL, datetime(2026, 11, 28, 14, 0), False),
        (HALL, datetime(2026, 11, 29, 10, 0), False),  # a plain Sunday
        (HALL, datetime(2026, 10, 1, 10, 0), False),  # a Thursday, 国庆节
        (HALL, datetime(2026, 10, 10, 14, 0), True),  # a Saturday worked for 国庆节, in the afternoon
        (HALL, datetime(2027, 9, 26, 10, 0), True),  # a Sunday worked for 国庆节
        (ONLINE, datetime(2026, 2, 17, 10, 0), False),  # 春节
        (ONLINE, datetime(2026, 11, 29, 16, 59), True),
        (PHONE, datetime(2026, 2, 17, 3, 0), True),
        (PHONE, datetime(2026, 2, 17, 23, 59, 59), True),
    ],
)
def test_a_desk_is_open_within_its_hours_of_that_day(desk: str, moment: datetime, is_open: bool) -> None:
    assert CALENDAR.is_open(desk, moment) is is_open


def test_a_moment_of_another_zone_is_taken_to_china() -> None:
    assert CALENDAR.is_open(HALL, datetime(2026, 11, 26, 1, 30, tzinfo=UTC))
    assert not CALENDAR.is_open(HALL, datetime(2026, 11, 26, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2026, 11, 26, 10, 0), datetime(2026, 11, 26, 10, 0)),
        (datetime(2026, 11, 26, 12, 30), datetime(2026, 11, 26, 13, 0)),
        (datetime(2026, 11, 28, 12, 0), datetime(2026, 11, 30, 9, 0)),
        (datetime(2026, 9, 30, 18, 0), datetime(2026, 10, 8, 9, 0)),
        (datetime(2026, 2, 14, 18, 0), datetime(2026, 2, 24, 9, 0)),
    ],
)
def test_a_closed_desk_says_when_it_opens_next(moment: datetime, opens: datetime) -> None:
    assert CALENDAR.next_opening(HALL, moment) == opens.replace(tzinfo=CHINA)


@given(moment=MOMENTS)
def test_the_next_opening_is_the_first_open_minute(moment: datetime) -> None:
    opens = CALENDAR.next_opening(HALL, moment)
    assert opens is not None
    assert CALENDAR.is_open(HALL, opens)
    if opens > moment.replace(tzinfo=CHINA):
        assert not CALENDAR.is_open(HALL, moment)
        assert not CALENDAR.is_open(HALL, opens - timedelta(minutes=1))


def test_a_desk_that_never_opens_has_no_next_opening() -> None:
    shut = OfficeCalendar(
        tuple(replace(each, weekly=((),) * 7, holiday=(), adjusted=()) for each in CALENDAR.desks), ()
    )
    assert shut.next_opening(HALL, datetime(2026, 11, 26, 10, 0)) is None


def test_a_desk_that_is_not_there_is_closed_and_its_name_is_told() -> None:
    assert CALENDAR.spans_on("火星大厅", date(2026, 11, 26)) == ()
    with pytest.raises(KeyError, match="火星大厅"):
        CALENDAR.desk("火星大厅")


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_statutory_holiday_of_both_years_is_there(year: int) -> None:
    days = [each for each in CALENDAR.special_days if each.on.year == year and each.kind is DayKind.OFF]
    assert {each.name for each in days} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def test_only_weekends_are_worked_for_a_holiday() -> None:
    worked = [each.on for each in CALENDAR.special_days if each.kind is DayKind.WORK]
    assert worked
    assert all(day.weekday() >= 5 for day in worked)
    assert [each.on for each in CALENDAR.special_days] == sorted({each.on for each in CALENDAR.special_days})


def test_the_desks_are_of_the_directory(tmp_path: Path) -> None:
    store = Store.open(with_demo(tmp_path / "library.db"))
    assert set(Offices(store.engine).read().desks) == set(CALENDAR.desks)
    departments = {each.name: each for each in store.departments()}
    regions = {each.name for each in store.regions()}
    for desk in CALENDAR.desks:
        assert desk.phone == departments[desk.department].phone, desk.name
        assert desk.region in regions


def _first_desk(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / "office_hours.yml"
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(rows[0])
        path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")

    return apply


def _holidays(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "holidays.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "holidays.yml").unlink(), "找不到"),
        (_holidays("a: [b"), "清单"),
        (_holidays("国庆节"), "清单"),
        (_holidays("- {date: 2026-13-01, name: 国庆节, kind: off}"), "2026-13-01"),
        (_holidays("- {date: 2026-10-01, name: 国庆节, kind: maybe}"), "off、work"),
        (_holidays('- {date: 2026-10-01, name: "", kind: off}'), "name"),
        (_holidays("- {date: 2026-10-01, name: 国庆节, kind: off}\n" * 2), "2026-10-01"),
        (_first_desk(lambda row: row.update(weekly={"monday": ["09:00-12:00"]})), "tuesday"),
        (_first_desk(lambda row: row.pop("weekly")), "weekly"),
        (_first_desk(lambda row: row.update(holiday=["12:00-09:00"])), "12:00-09:00"),
        (_first_desk(lambda row: row.update(holiday=["09:00-25:00"])), "09:00-25:00"),
        (_first_desk(lambda row: row.update(adjusted=["09:00-12:00", "11:00-13:00"])), "11:00-13:00"),
        (_first_desk(lambda row: row.update(name=HALL)), HALL),
    ],
)
def test_what_is_wrong_in_the_files_is_said(
    spoil: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    for name in ("office_hours.yml", "holidays.yml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    spoil(tmp_path)
    with pytest.raises(InputError) as caught:
        load_calendar(tmp_path)
    assert said in say(f"errors.{caught.value.reason}", **caught.value.facts) + caught.value.where


def test_the_special_day_of_a_date_is_given() -> None:
    special = CALENDAR.special_day(date(2026, 10, 10))
    assert special is not None
    assert (special.name, special.kind) == ("国庆节调休", DayKind.WORK)
    assert CALENDAR.special_day(date(2026, 11, 26)) is None
