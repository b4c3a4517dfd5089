"""What waits for a reviewer, each with what it changes; published or sent back from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.changes import told_changes
from api.admin.pages.fields import version_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.steps import Action, day_of, days, take
from api.admin.pages.words import told_findings
from api.admin.pair_schemas import ChangeOut, FindingOut
from api.admin.pairs import editing, scheduling
from api.console.events import Handle, Told, name_of
from policies.content.keys import Key
from policies.content.model import PairState, QaPair
from policies.content.pairs.diff import changes
from policies.content.pairs.life import WAIVABLE, writers
from policies.errors import Misleading

MOST = 20
STEPS: tuple[Action, ...] = ("publish", "send_back")


@dataclass(frozen=True, slots=True)
class InReview:
    """A pair that waits.

    Attributes:
        is_change: a published pair answers meanwhile.
        changes: what would be different; everything for a new pair.
        findings: what the checks say.
        is_own: the person who looks wrote some of it and may not publish it.
    """

    pair: QaPair
    is_change: bool
    changes: list[ChangeOut]
    findings: list[FindingOut]
    writers: str
    is_own: bool


class ReviewPage:
    """One open tab of the queue."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._queue: Part
        self._stopped: Part

    async def build(self) -> None:
        """Put the page together."""
        self._stopped = self._opened.part("stopped", "review_stopped.html")
        self._queue = self._opened.part("queue", "review.html", **await run_in_threadpool(self._facts))
        for action in STEPS:
            self._opened.on(f"review_{action}", self._step(action))
        self._opened.on("review_call_off", self._call_off)

    def _step(self, action: Action) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            pair_id, version = name_of(told, "id"), version_of(told)
            note = str(told.get("note") or "")[:500].strip()
            waived = [str(each) for each in told.get("waived") or () if str(each) in WAIVABLE]
            on = day_of(told)
            if action == "publish":
                self._opened.events.tell("testing")
            try:
                await run_in_threadpool(
                    take, self._bridge, person, action, pair_id, version, note, waived, on
                )
            except Misleading as error:
                stops, waivable = (
                    told_findings(error.findings),
                    all(each.rule in WAIVABLE for each in error.findings),
                )
                facts = {"findings": stops, "waivable": waivable, "id": pair_id, "version": version, "on": on}
                self._stopped.draw(**facts, question=error.where)
                self._opened.events.wrong(error)
                return
            finally:  # what a colleague did meanwhile is shown too
                self._queue.draw(**await run_in_threadpool(self._facts))
            self._stopped.draw()
            self._opened.events.tell("schedule" if on else action)

        return handle

    async def _call_off(self, told: Told, person: Key) -> None:
        await run_in_threadpool(scheduling(self._bridge, person).call_off, name_of(told, "id"))
        self._queue.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell("call_off")

    def _facts(self) -> dict[str, Any]:
        work = editing(self._bridge, self._opened.person)
        waiting = [
            each
            for each in work.in_state(PairState.IN_REVIEW)
            if self._opened.department in (None, each.department)
        ]
        may = [each for each in STEPS if self._opened.may(f"review_{each}")]
        planned = scheduling(self._bridge, self._opened.person).every()
        waiting.sort(key=lambda each: each.id in planned and planned[each.id].failed is None)
        shown = [self._shown(each) for each in waiting[:MOST]]
        return {"waiting": shown, "total": len(waiting), "may": may, "planned": planned, **days(self._bridge)}

    def _shown(self, pair: QaPair) -> InReview:
        work = editing(self._bridge, self._opened.person)
        store = self._bridge.library.store
        row = store.pair(pair.id)
        is_change = row.state is PairState.PUBLISHED
        told = told_changes(store, changes(row if is_change else None, pair))
        wrote = writers(work.history(pair.id))
        is_own = self._opened.person.name.strip().casefold() in wrote
        return InReview(
            pair, is_change, told, told_findings(work.check(pair)), "、".join(sorted(wrote)), is_own
        )


async def build_review(opened: Opened) -> None:
    """Show the queue."""
    await ReviewPage(opened).build()
