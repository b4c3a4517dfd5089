"""Reading the office hours and the holiday calendar of the demonstration city."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from policies.content.hours import WEEKDAYS, DayKind, Desk, OfficeCalendar, SpecialDay, read_spans
from policies.errors import InputError, UnreadableFile

FOLDER = Path(__file__).parent


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
        raise _bad(where, "weekly", weekly, "、".join(WEEKDAYS))
    return Desk(
        name=_text(where, row, "name"),
        department=_text(where, row, "department"),
        region=_text(where, row, "region"),
        phone=row.get("phone"),
        place=row.get("place"),
        weekly=tuple(read_spans(where, day, weekly.get(day)) for day in WEEKDAYS),
        holiday=read_spans(where, "holiday", row.get("holiday")),
        adjusted=read_spans(where, "adjusted", row.get("adjusted")),
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
