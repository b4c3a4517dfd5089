"""When people are at their desks, as the store keeps it: weekly hours, holidays, weekends worked for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from time import monotonic

import sqlalchemy as sa

from policies.content.audit import write_entry
from policies.content.hours import DayKind, Desk, OfficeCalendar, SpecialDay, read_spans, written
from policies.content.office_tables import OFFICE_DAY, OFFICE_DESK
from policies.content.reasons import told_reason
from policies.content.upserting import upsert
from policies.errors import NotFound

D, S = OFFICE_DESK, OFFICE_DAY
KEPT_S = 0.5
SPANS = ("holiday", "adjusted")


class DeskNotFound(NotFound):
    """No desk has this name."""


class DayNotFound(NotFound):
    """No holiday or working weekend is on this day."""


class Offices:
    """The desks and special days of a store; every change holds in every process within a second."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._read_at = float("-inf")
        self._calendar = OfficeCalendar((), ())

    def calendar(self) -> OfficeCalendar:
        """Return the calendar as it is now, or was half a second ago."""
        if self._clock() - self._read_at >= KEPT_S:
            read_at = self._clock()
            self._calendar = self.read()
            self._read_at = read_at
        return self._calendar

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        return self.calendar().is_working_day(day)

    def read(self) -> OfficeCalendar:
        """Return the calendar as the store has it."""
        with self._engine.connect() as connection:
            desks = connection.execute(sa.select(D).order_by(D.c.name)).mappings()
            days = connection.execute(sa.select(S).order_by(S.c.on)).mappings()
            return OfficeCalendar(
                tuple(_desk(row) for row in desks),
                tuple(SpecialDay(row["on"], row["name"], DayKind(row["kind"])) for row in days),
            )

    def save_desk(self, desk: Desk, actor: str) -> None:
        """Save a desk under its name."""
        with self._engine.begin() as connection:
            _write_desk(connection, desk)
            write_entry(connection, actor, "save", "desk", desk.name)
        self._read_at = float("-inf")

    def delete_desk(self, name: str, actor: str, reason: str = "") -> None:
        """Take a desk away; `reason` is kept in the audit.

        Raises:
            DeskNotFound: none has this name.
        """
        with self._engine.begin() as connection:
            if connection.execute(sa.delete(D).where(D.c.name == name)).rowcount == 0:
                raise DeskNotFound(name)
            write_entry(connection, actor, "delete", "desk", name, **told_reason(reason))
        self._read_at = float("-inf")

    def save_days(self, days: Iterable[SpecialDay], actor: str) -> None:
        """Save holidays and working weekends; a day that is there is replaced."""
        days = list(days)
        with self._engine.begin() as connection:
            for day in days:
                _write_day(connection, day)
            for day in days:
                write_entry(connection, actor, "save", "day", day.on.isoformat())
        self._read_at = float("-inf")

    def delete_day(self, day: date, actor: str) -> None:
        """Let a day be what its weekday says.

        Raises:
            DayNotFound: it is that already.
        """
        with self._engine.begin() as connection:
            if connection.execute(sa.delete(S).where(S.c.on == day)).rowcount == 0:
                raise DayNotFound(day.isoformat())
            write_entry(connection, actor, "delete", "day", day.isoformat())
        self._read_at = float("-inf")

    def fill(self, calendar: OfficeCalendar, actor: str) -> int:
        """Take over a whole calendar where the store has nothing of the kind; return how many desks were written."""
        known = self.read()
        if known.desks or known.special_days:
            return 0
        with self._engine.begin() as connection:
            for desk in calendar.desks:
                _write_desk(connection, desk)
            for day in calendar.special_days:
                _write_day(connection, day)
            write_entry(connection, actor, "fill", "hours", "all")
        self._read_at = float("-inf")
        return len(calendar.desks)


def _write_desk(connection: sa.Connection, desk: Desk) -> None:
    row = {
        **asdict(desk),
        "weekly": [written(spans) for spans in desk.weekly],
        "holiday": written(desk.holiday),
        "adjusted": written(desk.adjusted),
    }
    upsert(connection, D, row)


def _write_day(connection: sa.Connection, day: SpecialDay) -> None:
    upsert(connection, S, {"on": day.on, "name": day.name, "kind": day.kind.value})


def _desk(row: sa.RowMapping) -> Desk:
    name = row["name"]
    weekly = tuple(read_spans(name, "weekly", spans) for spans in row["weekly"])
    return Desk(**{**row, "weekly": weekly, **{each: read_spans(name, each, row[each]) for each in SPANS}})
