"""The first page: what needs doing, each line leading to where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from api.admin.gaps import gaps_of
from api.admin.pages.frame import Opened
from api.admin.pages.screen import AUDITORS
from api.bridge import Bridge
from api.security.staff import may_call
from policies.content.expiring import expiring
from policies.content.todo import Waiting, waiting_work

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work: its key under `admin.tasks`, how much of it there is, where it is done."""

    name: str
    count: int
    href: str


async def build_home(opened: Opened) -> None:
    """Show what is switched off, and what waits."""
    halts = opened.bridge.library.halts
    opened.part(
        "halted",
        "halted.html",
        switches=halts.now(),
        is_all=halts.whole() is not None,
        may_look=may_call(opened.person, *AUDITORS),
    )
    tasks = await run_in_threadpool(tasks_of, opened.bridge, opened.department)
    opened.part("tasks", "home.html", tasks=tasks, person=opened.person)


def tasks_of(bridge: Bridge, department: str | None) -> list[Task]:
    """Return the work that waits, of one department or of all."""
    store, today = bridge.library.store, bridge.today()
    found: Waiting = waiting_work(store, department)
    soon = [each for each in expiring(store, today, SOON_DAYS) if each.kind == "pair"]
    tasks = [
        Task("in_review", found.in_review, "/admin/review"),
        Task("drafts", found.drafts, "/admin/pairs?state=draft"),
        Task("unfounded", found.unfounded, "/admin/pairs?state=published&basis=none"),
    ]
    gaps = gaps_of(bridge).every(department)
    tasks.append(Task("gaps", len(gaps), "/admin/gaps"))
    if department is None:
        tasks += [
            Task("expiring", len(soon), "/admin/expiring"),
            Task("corrections", found.corrections, "/admin/corrections"),
            Task("held", found.held, "/admin/held"),
        ]
    return tasks
