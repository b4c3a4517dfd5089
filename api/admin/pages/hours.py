"""When people are at their desks: weekly hours, the year's holidays and worked weekends, and what contradicts itself."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.hours import DayBody, DeskBody, contradictions_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.person import reason_in
from api.console.events import Told, name_of
from policies.answering.attendance import HOTLINE, ONLINE
from policies.clock import CHINA
from policies.content.day_lines import MOST_DAYS, DayTrial, tried
from policies.content.hours import WEEKDAYS, DayKind, Desk, OfficeCalendar, SpecialDay
from policies.content.keys import Key
from policies.content.offices import DayNotFound, DeskNotFound
from policies.content.reasons import known_reason
from policies.errors import InputError

PASTED = 20_000
SPANS = (*WEEKDAYS, "holiday", "adjusted")


class HoursPage:
    """One open tab; the address says which year is drawn and which desk is edited, `desk=` alone a new one."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._offices = opened.bridge.library.offices
        query = opened.request.query_params
        year = query.get("year", "")
        self._year = int(year) if year.isdecimal() and 2000 <= int(year[:4]) <= 2100 else self._today().year
        self._desk = query["desk"][:128] if "desk" in query else None
        self._desks: Part
        self._checks: Part
        self._calendar: Part
        self._trial: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            DeskNotFound: the address names a desk that is not there.
        """
        opened = self._opened
        self._checks = opened.part("checks", "hours_checks.html", **await run_in_threadpool(self._found))
        self._desks = opened.part("desks", "hours_desks.html", **await run_in_threadpool(self._listed))
        if self._desk is not None:
            opened.part("desk", "hours_desk.html", **await run_in_threadpool(self._form))
        self._calendar = opened.part(
            "calendar", "hours_calendar.html", **await run_in_threadpool(self._drawn)
        )
        if opened.may("days_write"):
            with opened.main:
                beside = ui.element("div").classes("tables")
            opened.part("day", "hours_day.html", beside, year=self._year)
            opened.part("paste", "hours_paste.html", beside)
            self._trial = opened.part("trial", "hours_trial.html", trial=None)
        opened.on("desk_save", self._save_desk)
        opened.on("desk_delete", self._delete_desk)
        opened.on("day_save", self._save_day)
        opened.on("day_delete", self._delete_day)
        opened.on("days_try", self._try)
        opened.on("days_write", self._write)

    async def _save_desk(self, told: Told, person: Key) -> None:
        desk = desk_in(told, self._desk or name_of(told, "name"))
        if not self._desk and any(each.name == desk.name for each in (await self._read()).desks):
            raise InputError("name", "desk_taken", name=desk.name)
        await run_in_threadpool(self._offices.save_desk, desk, person.name)
        if not self._desk:
            self._opened.events.go(f"/admin/hours?{urlencode({'desk': desk.name})}")
            return
        self._opened.events.run("window.admin.saved()")
        await self._draw("desk_save")

    async def _delete_desk(self, told: Told, person: Key) -> None:
        reason = known_reason(reason_in(told))
        await run_in_threadpool(self._offices.delete_desk, self._desk or "", person.name, reason)
        self._opened.events.go("/admin/hours")

    async def _save_day(self, told: Told, person: Key) -> None:
        first = DayBody.model_validate({name: name_of(told, name) for name in ("on", "name", "kind")})
        until = name_of(told, "until")
        last = first if not until else DayBody.model_validate({**first.model_dump(), "on": until})
        count = (last.on - first.on).days + 1
        if not 1 <= count <= MOST_DAYS:
            raise InputError("until", "day_stretch_of", most=MOST_DAYS)
        days = [SpecialDay(first.on + timedelta(days=each), first.name, first.kind) for each in range(count)]
        await run_in_threadpool(self._offices.save_days, days, person.name)
        await self._draw("day_save")

    async def _delete_day(self, told: Told, person: Key) -> None:
        try:
            day = date.fromisoformat(name_of(told, "on"))
        except ValueError as error:
            raise DayNotFound(name_of(told, "on")) from error
        await run_in_threadpool(self._offices.delete_day, day, person.name)
        await self._draw("day_delete")

    async def _try(self, told: Told, _: Key) -> None:
        self._trial.draw(trial=await self._tried(told))

    async def _write(self, told: Told, person: Key) -> None:
        trial = await self._tried(told)
        days = trial.days()
        if trial.errors or not days:
            self._trial.draw(trial=trial)
            self._opened.events.wrong(trial.errors[0] if trial.errors else InputError("days", "days_none"))
            return
        await run_in_threadpool(self._offices.save_days, days, person.name)
        self._trial.draw(trial=None)
        self._opened.events.run("document.querySelector('#paste form').reset()")
        await self._draw("days_write")

    async def _tried(self, told: Told) -> DayTrial:
        return tried(str(told.get("days") or "")[:PASTED], (await self._read()).special_days)

    async def _read(self) -> OfficeCalendar:
        return await run_in_threadpool(self._offices.read)

    async def _draw(self, said: str) -> None:
        self._desks.draw(**await run_in_threadpool(self._listed))
        self._calendar.draw(**await run_in_threadpool(self._drawn))
        self._checks.draw(**await run_in_threadpool(self._found))
        self._opened.events.tell(said)

    def _today(self) -> date:
        return self._bridge.today()

    def _now(self) -> datetime:
        return self._bridge.hours.moment().astimezone(CHINA)

    def _found(self) -> dict[str, Any]:
        return {"found": contradictions_of(self._bridge)}

    def _listed(self) -> dict[str, Any]:
        calendar, now = self._offices.read(), self._now()
        rows = [
            (each, calendar.is_open(each.name, now), calendar.next_opening(each.name, now))
            for each in calendar.desks
        ]
        may = self._opened.may("desk_save")
        return {"rows": rows, "now": now, "may": may, "told_of": (ONLINE, HOTLINE), "current": self._desk}

    def _form(self) -> dict[str, Any]:
        store = self._bridge.library.store
        found = next((each for each in self._offices.read().desks if each.name == self._desk), None)
        if self._desk and found is None:
            raise DeskNotFound(self._desk)
        body = DeskBody.of(found) if found else None
        spans = [*body.weekly, body.holiday, body.adjusted] if body else [[] for _ in SPANS]
        return {
            "desk": body,
            "spans": dict(zip(SPANS, ("、".join(each) for each in spans), strict=True)),
            "may": self._opened.may("desk_save"),
            "departments": [each.name for each in store.departments()],
            "regions": [each.name for each in store.regions()],
            "suggested": (ONLINE, HOTLINE),
        }

    def _drawn(self) -> dict[str, Any]:
        calendar = self._offices.read()
        special = {each.on: each for each in calendar.special_days if each.on.year == self._year}
        return {
            "year": self._year,
            "months": [Calendar().monthdatescalendar(self._year, month) for month in range(1, 13)],
            "special": special,
            "days": [special[each] for each in sorted(special)],
            "is_working": calendar.is_working_day,
            "today": self._today(),
            "may": self._opened.may("day_save"),
            "OFF": DayKind.OFF,
        }


def desk_in(told: Told, name: str) -> Desk:
    """Return the desk of a form.

    Raises:
        ValidationError: a field holds what it cannot.
        InputError: hours that cannot be read.
    """
    spans = {each: spans_in(name_of(told, each)) for each in SPANS}
    plain = {each: name_of(told, each) for each in ("department", "region", "phone", "place")}
    weekly = [spans[each] for each in WEEKDAYS]
    values = {**plain, "name": name, "weekly": weekly}
    return DeskBody.model_validate(
        {**values, "holiday": spans["holiday"], "adjusted": spans["adjusted"]}
    ).to_desk()


def spans_in(text: str) -> list[str]:
    """Return the stretches of a line, "09:00-12:00、13:00-17:30", as they are written."""
    told = text.replace("：", ":").replace("—", "-").replace("－", "-").replace("~", "-")
    for mark in ("，", ",", "；", ";", " "):
        told = told.replace(mark, "、")
    return [each for each in told.split("、") if each]


async def build_hours(opened: Opened) -> None:
    """Show the page."""
    await HoursPage(opened).build()
