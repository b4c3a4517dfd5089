"""What in office hours and special days contradicts itself or is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from policies.content.hours import DayKind, Desk, OfficeCalendar, SpecialDay
from policies.content.model import Department
from policies.wording import say

_SATURDAY = 5
# Next year's holidays are announced in November.
_ANNOUNCED_IN = 12


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something to be looked at.

    Attributes:
        rule: what it is, by its key under `hours.checks`.
        about: the desk or the day, "2026-10-01".
        facts: for its sentence.
    """

    rule: str
    about: str
    facts: dict[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return it in words."""
        return say(f"hours.checks.{self.rule}", about=self.about, **self.facts)


def contradictions(
    calendar: OfficeCalendar, departments: Collection[Department], today: date, told_of: Collection[str]
) -> list[Contradiction]:
    """Return what is to be looked at: desks first, then days, then years.

    Args:
        calendar: desks and special days.
        departments: of the directory.
        today: the present day; special days before it are left alone.
        told_of: the desks of which the service tells people, by name.
    """
    names = {name for each in departments for name in (each.name, *each.aliases)}
    ahead = [each for each in calendar.special_days if each.on >= today]
    return [
        *_missing_desks(calendar, told_of),
        *(found for desk in calendar.desks for found in _of_desk(desk, ahead, names)),
        *(found for day in ahead for found in _of_day(day)),
        *_missing_years(calendar, today),
    ]


def _missing_desks(calendar: OfficeCalendar, told_of: Collection[str]) -> Iterator[Contradiction]:
    known = {each.name for each in calendar.desks}
    for name in told_of:
        if name not in known:
            yield Contradiction("desk_missing", name)


def _of_desk(desk: Desk, ahead: Collection[SpecialDay], names: Collection[str]) -> Iterator[Contradiction]:
    if desk.department not in names:
        yield Contradiction("department_unknown", desk.name, {"department": desk.department})
    if not any(desk.weekly):
        yield Contradiction("never_open", desk.name)
    elif not desk.adjusted and any(each.kind is DayKind.WORK for each in ahead):
        yield Contradiction("closed_on_worked_days", desk.name)
    if desk.holiday and not any(desk.weekly[_SATURDAY:]):
        yield Contradiction("open_on_holidays_alone", desk.name)


def _of_day(day: SpecialDay) -> Iterator[Contradiction]:
    """A weekday worked, or a weekend off, says nothing new but for the hours of desks: the first is a slip."""
    if day.kind is DayKind.WORK and day.on.weekday() < _SATURDAY:
        yield Contradiction("worked_weekday", day.on.isoformat(), {"name": day.name})


def _missing_years(calendar: OfficeCalendar, today: date) -> Iterator[Contradiction]:
    years = {each.on.year for each in calendar.special_days if each.kind is DayKind.OFF}
    wanted = [today.year, *([today.year + 1] if today.month >= _ANNOUNCED_IN else [])]
    for year in wanted:
        if year not in years:
            yield Contradiction("year_missing", str(year))
