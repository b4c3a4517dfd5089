"""Holidays as people paste them: a line for each, "2027-02-05至2027-02-11 春节 放假"; tried before they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from policies.content.hours import DayKind, SpecialDay
from policies.errors import InputError

MOST_LINES, MOST_DAYS, LONGEST_NAME = 200, 31, 50
KINDS: Mapping[str, DayKind] = {
    "放假": DayKind.OFF,
    "休息": DayKind.OFF,
    "休": DayKind.OFF,
    "上班": DayKind.WORK,
    "调休上班": DayKind.WORK,
    "班": DayKind.WORK,
}
Change = Literal["new", "changed", "same"]
_DATE = r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
_LINE = re.compile(rf"{_DATE}(?:\s*(?:至|到|~|～|—|--)\s*{_DATE})?[\s,，、;；]+(\S.*?)[\s,，、;；]+(\S+)")


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day of the list, and what it would be to the calendar."""

    day: SpecialDay
    change: Change
    before: SpecialDay | None = None


@dataclass(frozen=True, slots=True)
class DayTrial:
    """A list that was tried.

    Attributes:
        changes: its days in order.
        errors: lines that cannot be taken, by number, each with why.
    """

    changes: tuple[DayChange, ...]
    errors: tuple[InputError, ...]

    def days(self) -> list[SpecialDay]:
        """Return what is to be written: the days that are new or changed."""
        return [each.day for each in self.changes if each.change != "same"]


def tried(text: str, known: Iterable[SpecialDay]) -> DayTrial:
    """Read a list of days and compare it with those that are there.

    Args:
        text: a line for each day or stretch of days: date or dates, name, 放假 or 上班. Empty lines count for nothing.
        known: the special days that are there.
    """
    there = {each.on: each for each in known}
    found: dict[date, SpecialDay] = {}
    errors: list[InputError] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        if not line.strip():
            continue
        try:
            for day in _days(number, line.strip()):
                if (other := found.get(day.on)) is not None and other != day:
                    raise InputError(str(number), "day_twice", line=number, day=day.on)
                found[day.on] = day
        except InputError as error:
            errors.append(error)
    changes = (_change(day, there.get(day.on)) for _, day in sorted(found.items()))
    return DayTrial(tuple(changes), tuple(errors))


def _days(number: int, line: str) -> list[SpecialDay]:
    told = _LINE.fullmatch(line)
    kind = KINDS.get(told[8]) if told else None
    if told is None or kind is None or len(told[7]) > LONGEST_NAME:
        raise InputError(str(number), "day_line", line=number, value=line[:60])
    first = _date(number, told.group(1, 2, 3))
    last = _date(number, told.group(4, 5, 6)) if told[4] else first
    if not 0 <= (last - first).days < MOST_DAYS:
        raise InputError(str(number), "day_stretch", line=number, most=MOST_DAYS)
    return [
        SpecialDay(first + timedelta(days=ahead), told[7], kind) for ahead in range((last - first).days + 1)
    ]


def _date(number: int, parts: tuple[str, ...]) -> date:
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise InputError(str(number), "day_none", line=number, value="-".join(parts)) from error


def _change(day: SpecialDay, before: SpecialDay | None) -> DayChange:
    return DayChange(day, "new" if before is None else "same" if before == day else "changed", before)
