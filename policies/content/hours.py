"""When a desk is open: weekly hours, public holidays, and weekends worked for them (调休)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from policies.clock import CHINA
from policies.errors import InputError

_LOOK_AHEAD_DAYS = 31
_SPAN = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_DAY_MIN = 24 * 60
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY = 5


class DayKind(StrEnum):
    """What a day of the holiday calendar is."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says: a public holiday, or a weekend that is worked for one."""

    on: date
    name: str
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `from_min` until before `until_min`, both minutes since midnight in China."""

    from_min: int
    until_min: int


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk or hall with its hours: seven days from Monday on, public holidays, working weekends."""

    name: str
    department: str
    region: str
    phone: str | None
    place: str | None
    weekly: tuple[tuple[Span, ...], ...]
    holiday: tuple[Span, ...]
    adjusted: tuple[Span, ...]


@dataclass(frozen=True)
class OfficeCalendar:
    """The desks and the special days."""

    desks: tuple[Desk, ...]
    special_days: tuple[SpecialDay, ...]

    @cached_property
    def _by_date(self) -> Mapping[date, SpecialDay]:
        return MappingProxyType({each.on: each for each in self.special_days})

    def desk(self, name: str) -> Desk:
        """Return the desk of that name.

        Raises:
            KeyError: no desk has it.
        """
        found = next((each for each in self.desks if each.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def special_day(self, day: date) -> SpecialDay | None:
        """Return what makes `day` special, None on an ordinary day."""
        return self._by_date.get(day)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work: on weekdays, and on weekends worked for a holiday (调休)."""
        special = self.special_day(day)
        return special.kind is DayKind.WORK if special is not None else day.weekday() < _SATURDAY

    def spans_on(self, name: str, day: date) -> tuple[Span, ...]:
        """Return when the desk is open on `day`, in order; empty where it is closed all day, or not there at all."""
        desk, special = next((each for each in self.desks if each.name == name), None), self.special_day(day)
        if desk is None:
            return ()
        if special is None:
            return desk.weekly[day.weekday()]
        return desk.holiday if special.kind is DayKind.OFF else desk.adjusted

    def is_open(self, name: str, moment: datetime) -> bool:
        """Tell whether the desk is open; a moment without a zone is China's time."""
        local = _in_china(moment)
        minute = local.hour * 60 + local.minute
        return any(span.from_min <= minute < span.until_min for span in self.spans_on(name, local.date()))

    def next_opening(self, name: str, moment: datetime) -> datetime | None:
        """Return when a closed desk opens next, in China's time; the moment itself where it is open.

        None where it does not open within 31 days.
        """
        local = _in_china(moment)
        if self.is_open(name, local):
            return local
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        for ahead in range(_LOOK_AHEAD_DAYS + 1):
            day = midnight + timedelta(days=ahead)
            for span in self.spans_on(name, day.date()):
                if (opens := day + timedelta(minutes=span.from_min)) > local:
                    return opens
        return None


def _in_china(moment: datetime) -> datetime:
    return moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment.astimezone(CHINA)


def read_spans(where: str, name: str, printed: object) -> tuple[Span, ...]:
    """Return the spans of a list such as ["09:00-12:00", "13:00-17:30"].

    Raises:
        InputError: it is no list, one cannot be read, or they overlap or stand out of order; names `where` and `name`.
    """
    if not isinstance(printed, list):
        raise InputError(where, "bad_hours", field=name, value=printed)
    spans = tuple(_span(where, name, str(each)) for each in printed)
    if any(before.until_min > after.from_min for before, after in pairwise(spans)):
        raise InputError(where, "bad_hours", field=name, value="、".join(map(str, printed)))
    return spans


def written(spans: Iterable[Span]) -> list[str]:
    """Return spans as they are written: "09:00-12:00"."""
    return [f"{_clock(each.from_min)}-{_clock(each.until_min)}" for each in spans]


def _span(where: str, name: str, printed: str) -> Span:
    found = _SPAN.fullmatch(printed)
    if found is not None:
        from_h, from_m, until_h, until_m = map(int, found.groups())
        span = Span(from_h * 60 + from_m, until_h * 60 + until_m)
        if span.from_min < span.until_min <= _DAY_MIN:
            return span
    raise InputError(where, "bad_hours", field=name, value=printed)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
