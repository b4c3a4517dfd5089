"""The directory of departments: found, written, renamed and merged with what refers to each shown before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.pages.fields import WORDS
from api.admin.pages.frame import Opened, Part
from api.admin.pages.people import page_of
from api.admin.pages.person import reason_in
from api.admin.pages.words import told_findings
from api.admin.schemas import DepartmentBody, ImportOut
from api.console.events import Told, name_of
from policies.content.catalogue import Catalogue
from policies.content.checks.directory import Directory
from policies.content.department_moves import DepartmentMoves, Moved
from policies.content.department_uses import pairs_by_department, uses_of
from policies.content.departments import Branch, Departments
from policies.content.keys import Key
from policies.content.model import Department
from policies.errors import DepartmentNotFound, InputError

ROWS, DUTIES = 50, 12
PLAIN = ("parent", "phone", "hours", "address", "region")


class DepartmentsPage:
    """One open tab; the address says which department is shown, `department=` alone a new one."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        query = opened.request.query_params
        self._text = query.get("text", "")[:100].strip()
        self._page = page_of(query.get("page", ""))
        self._name = query["department"][:100] if "department" in query else None
        self._list: Part
        self._findings: Part
        self._report: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            DepartmentNotFound: the address names one that is not there.
        """
        opened = self._opened
        opened.on("department_save", self._save)
        opened.on("department_rename", self._rename)
        opened.on("department_merge", self._merge)
        opened.on("departments_told", self._told)
        if self._name is not None:
            facts = await run_in_threadpool(self._one)
            with opened.main, ui.element("div").classes("editor"):
                left, right = ui.element("div"), ui.element("div").classes("beside")
            opened.part("form", "department_form.html", left, **facts)
            self._findings = opened.part("findings", "department_findings.html", right, **facts)
            if facts["department"].name:
                opened.part("uses", "department_uses.html", right, **facts)
        self._list = opened.part("list", "departments_list.html", **await run_in_threadpool(self._listed))
        may = opened.may("departments_told")
        opened.part("exchange", "departments_exchange.html", may=may)
        self._report = opened.part("report", "exchange_report.html", report=None)

    async def _save(self, told: Told, person: Key) -> None:
        body = body_in(told, self._name or name_of(told, "name"))
        known = await run_in_threadpool(self._store.department, body.name)
        if not self._name and known is not None:
            raise InputError("name", "department_known", name=body.name)
        keeping = Departments(self._store, person.name)
        findings = await run_in_threadpool(keeping.save, body.to_department())
        if not self._name:
            self._opened.events.go(address_of(body.name))
            return
        self._opened.events.run("window.admin.saved()")
        self._findings.draw(findings=told_findings(findings), department=body.to_department())
        self._list.draw(**await run_in_threadpool(self._listed))
        self._opened.events.tell("department_save")

    async def _rename(self, told: Told, person: Key) -> None:
        work = DepartmentMoves(self._store, person.name)
        new, reason = name_of(told, "new"), reason_in(told)
        self._opened.events.tell("department_moving")
        self._go(await run_in_threadpool(work.rename, self._name or "", new, reason))

    async def _merge(self, told: Told, person: Key) -> None:
        if name_of(told, "typed").strip() != self._name:
            raise InputError("typed", "typed_otherwise", name=self._name or "")
        work = DepartmentMoves(self._store, person.name)
        into, reason = name_of(told, "into"), reason_in(told)
        self._opened.events.tell("department_moving")
        self._go(await run_in_threadpool(work.merge, self._name or "", into, reason))

    def _go(self, moved: Moved) -> None:
        self._opened.events.go(address_of(moved.department.name))

    async def _told(self, told: Told, _: Key) -> None:
        report = ImportOut.model_validate(told.get("report"))
        self._report.draw(report=report, errors=told.get("errors"))
        self._list.draw(**await run_in_threadpool(self._listed))
        self._opened.events.tell("departments_written" if report.written else "tried")

    def _one(self) -> dict[str, Any]:
        departments = self._store.departments()
        found = next((each for each in departments if each.name == self._name), None)
        if self._name and found is None:
            raise DepartmentNotFound(self._name)
        department = found or Department("")
        others = [each.name for each in departments if each.name != department.name]
        about = [each for each in Directory(departments).findings() if each.id == department.name]
        names = (department.name, *department.aliases)
        opened = self._opened
        return {
            "department": department,
            "others": others,
            "regions": [each.name for each in self._store.regions()],
            "findings": told_findings(about),
            "uses": uses_of(self._store, department).told(),
            "ways": ways_of(department),
            "duties": Catalogue(self._store).duties(names, opened.bridge.today(), DUTIES),
            "may": opened.may("department_save"),
            "may_move": opened.may("department_rename"),
        }

    def _listed(self) -> dict[str, Any]:
        keeping = Departments(self._store, self._opened.person.name)
        found = [row for row in _rows(keeping.tree()) if _fits(row[1], self._text)]
        counts = pairs_by_department(self._store)
        doubtful = {each.id for each in Directory(keeping.every()).findings()}
        shown = found[(self._page - 1) * ROWS : self._page * ROWS]
        return {
            "found": [
                (depth, each, sum(counts.get(name, 0) for name in (each.name, *each.aliases)))
                for depth, each in shown
            ],
            "doubtful": doubtful,
            "total": len(found),
            "first": (self._page - 1) * ROWS + 1,
            "page": self._page,
            "pages": max(1, -(-len(found) // ROWS)),
            "text": self._text,
            "query": urlencode({"text": self._text} if self._text else {}),
            "may": self._opened.may("department_save"),
            "current": self._name,
        }


def _rows(branches: tuple[Branch, ...], depth: int = 0) -> Iterator[tuple[int, Department]]:
    for branch in branches:
        yield depth, branch.department
        yield from _rows(branch.below, depth + 1)


def _fits(department: Department, text: str) -> bool:
    told = (department.name, *department.aliases, department.phone or "", department.region or "")
    return any(text in each for each in told)


def address_of(name: str) -> str:
    """Return where a department is shown."""
    return f"/admin/departments?{urlencode({'department': name})}"


def ways_of(department: Department) -> dict[str, str]:
    """Return where what refers to a department is looked at, by kind."""
    named = urlencode({"department": department.name})
    return {"pairs": f"/admin/pairs?{named}", "accounts": f"/admin/people?{named}", "desks": "/admin/hours"}


def body_in(told: Told, name: str) -> DepartmentBody:
    """Return the department of a form.

    Raises:
        ValidationError: a field holds what it cannot.
    """
    aliases = [each.strip() for each in WORDS.split(str(told.get("aliases") or "")) if each.strip()]
    plain = {each: name_of(told, each).strip() or None for each in PLAIN}
    return DepartmentBody.model_validate({"name": name, "aliases": aliases, **plain})


async def build_departments(opened: Opened) -> None:
    """Show the page."""
    await DepartmentsPage(opened).build()
