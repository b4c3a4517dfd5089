"""Reading the office hours and the holiday calendar of the demonstration city."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from policies.demo.hours import DayKind, Desk, OfficeCalendar, Span, SpecialDay
from policies.errors import InputError, UnreadableFile

FOLDER = Path(__file__).parent
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_DAY_MIN = 24 * 60


def load_calendar(folder: Path = FOLDER) -> OfficeCalendar:
    """Read `office_hours.yml` and `holidays.yml` in `folder`.

    Raises:
        InputError: a file is missing or no list, a value cannot be read, a day is listed twice.
    """
    hours, holidays = folder / "office_hours.yml", folder / "holidays.yml"
    desks = tuple(_desk(f"{hours.name} 第{n}项", row) for n, row in enumerate(_rows(hours), start=1))
    days = tuple(_special(f"{holidays.name} 第{n}项", row) for n, row in enumerate(_rows(holidays), start=1))
    _refuse_twice(hours.name, "name", [each.name for each in desks])
    _refuse_twice(holidays.name, "date", [str(each.on) for each in days])
    return OfficeCalendar(desks, days)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        # BaseLoader leaves every scalar as printed: to YAML 1.1 a bare "off" is False and 12:00 is 720.
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except OSError as error:
        raise UnreadableFile(path.name, "missing_file") from error
    except (ValueError, yaml.YAMLError) as error:
        raise UnreadableFile(path.name, "broken_list") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(path.name, "broken_list")
    return rows


def _desk(where: str, row: dict[str, Any]) -> Desk:
    weekly = row.get("weekly")
    if not isinstance(weekly, dict):
        raise _bad(where, "weekly", weekly, "、".join(_WEEKDAYS))
    return Desk(
        name=_text(where, row, "name"),
        department=_text(where, row, "department"),
        region=_text(where, row, "region"),
        phone=row.get("phone"),
        place=row.get("place"),
        weekly=tuple(_spans(where, day, weekly.get(day)) for day in _WEEKDAYS),
        holiday=_spans(where, "holiday", row.get("holiday")),
        adjusted=_spans(where, "adjusted", row.get("adjusted")),
    )


def _special(where: str, row: dict[str, Any]) -> SpecialDay:
    printed, kind = str(row.get("date")), str(row.get("kind"))
    try:
        day = date.fromisoformat(printed)
    except ValueError as error:
        raise _bad(where, "date", printed, "2026-10-01") from error
    if kind not in {each.value for each in DayKind}:
        raise _bad(where, "kind", kind, "、".join(DayKind))
    return SpecialDay(day, _text(where, row, "name"), DayKind(kind))


def _spans(where: str, name: str, printed: object) -> tuple[Span, ...]:
    if not isinstance(printed, list):
        raise _bad(where, name, printed, '["09:00-12:00"]、[]')
    spans = tuple(_span(where, name, str(each)) for each in printed)
    if any(before.until_min > after.from_min for before, after in pairwise(spans)):
        raise _bad(where, name, printed, '["09:00-12:00", "13:00-17:30"]')
    return spans


def _span(where: str, name: str, printed: str) -> Span:
    found = _SPAN.fullmatch(printed)
    if found is not None:
        from_h, from_m, until_h, until_m = map(int, found.groups())
        span = Span(from_h * 60 + from_m, until_h * 60 + until_m)
        if span.from_min < span.until_min <= _DAY_MIN:
            return span
    raise _bad(where, name, printed, "09:00-12:00")


def _text(where: str, row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _bad(where, name, value, "文字")
    return value


def _refuse_twice(where: str, name: str, values: list[str]) -> None:
    twice = next((each for n, each in enumerate(values) if each in values[:n]), None)
    if twice is not None:
        raise _bad(where, name, twice, "每项只写一次")


def _bad(where: str, name: str, value: object, allowed: str) -> InputError:
    return InputError(where, "bad_value", field=name, value=value, allowed=allowed)
