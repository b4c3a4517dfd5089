"""The regression set asked as a whole: begun, watched, stopped, and compared with other runs."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.regression import pair_of_runs
from api.console.events import Told, name_of
from policies.content.keys import Key
from policies.content.pairs.listing import questions_of
from policies.regression.cases import Cases
from policies.regression.model import Run, RunNotFound, State
from policies.regression.running import start
from policies.regression.runs import Runs

MOST_ROWS = 100
PAUSE_S = 1.0


class TestsPage:
    """One open tab; the runs that are compared stand in the address."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._library = opened.bridge.library
        self._runs = Runs(self._library.store)
        query = opened.request.query_params
        self._run, self._against = query.get("run", "")[:64], query.get("against", "")[:64]
        self._now: Part
        self._compared: Part
        self._timer: ui.timer

    async def build(self) -> None:
        """Put the page together."""
        now = await run_in_threadpool(self._standing)
        self._now = self._opened.part("now", "tests_now.html", **now)
        self._compared = self._opened.part(
            "compared", "tests_compared.html", **await run_in_threadpool(self._told)
        )
        with self._opened.main:
            self._timer = ui.timer(PAUSE_S, self._tick, active=now["goes_on"])
        self._opened.on("tests_start", self._start)
        self._opened.on("tests_cancel", self._cancel)

    async def _start(self, _: Told, person: Key) -> None:
        await run_in_threadpool(start, self._library, self._opened.bridge.today(), person.name)
        await self._draw()
        self._timer.activate()
        self._opened.events.tell("tests_start")

    async def _cancel(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._runs.cancel, name_of(told, "run"), person.name)
        await self._draw()
        self._opened.events.tell("tests_cancel")

    async def _tick(self) -> None:
        """Show how far the run is, as long as there is one and the session lasts."""
        if not await self._opened.events.is_open():
            self._timer.deactivate()
            return
        await self._draw()

    async def _draw(self) -> None:
        now = await run_in_threadpool(self._standing)
        self._now.draw(**now)
        if not now["goes_on"]:
            self._timer.deactivate()
            self._compared.draw(**await run_in_threadpool(self._told))

    def _standing(self) -> dict[str, Any]:
        newest = next(iter(self._runs.every(1)), None)
        return {
            "newest": newest,
            "goes_on": newest is not None and newest.state is State.RUNNING,
            "cases": Cases(self._library.store).count(),
            "may": self._opened.may("tests_start"),
        }

    def _told(self) -> dict[str, Any]:
        """Return the run that is looked at beside the one it is compared with."""
        every = self._runs.every(50)
        run, against = self._chosen(every)
        moved = self._runs.compared(run.id, against.id) if run and against else []
        results = self._runs.results(run.id) if run else []
        wrong = [(case, result) for case, result in results if result.verdict.value != "right"]
        pairs = {each for case, _ in wrong for each in case.pair_ids}
        pairs |= {each for one in moved for each in one.case.pair_ids}
        return {
            "every": every,
            "run": run,
            "against": against,
            "moved": moved[:MOST_ROWS],
            "worse": sum(each.is_worse for each in moved),
            "better": sum(not each.is_worse for each in moved),
            "wrong": wrong[:MOST_ROWS],
            "wrong_total": len(wrong),
            "names": questions_of(self._library.store, pairs),
        }

    def _chosen(self, every: list[Run]) -> tuple[Run | None, Run | None]:
        wanted = self._run or next((each.id for each in every if each.state is not State.RUNNING), "")
        try:
            return pair_of_runs(self._runs, wanted, self._against or None) if wanted else (None, None)
        except RunNotFound:
            return None, None


async def build_tests(opened: Opened) -> None:
    """Show the runs."""
    await TestsPage(opened).build()
