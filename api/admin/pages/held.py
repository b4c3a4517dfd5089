"""What the regression set held back from publishing, and a second person's reason to let it through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.publishing import let_through
from api.console.events import Told, name_of
from policies.content.keys import Key
from policies.content.pairs.listing import questions_of
from policies.regression.holding import HELD, Held, Holding
from policies.regression.model import MakesWorse

MOST_MOVED = 50
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A batch as it is shown; `is_own` where the person who looks asked for it."""

    held: Held
    questions: tuple[tuple[str, str], ...]
    is_own: bool


class HeldPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._holding = Holding(self._store)
        self._results: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        self._results = self._opened.part("results", "pairs_results.html", action="", results=())
        self._list = self._opened.part("list", "held.html", **await run_in_threadpool(self._facts))
        self._opened.on("held_release", self._release)
        self._opened.on("held_withdraw", self._withdraw)

    async def _release(self, told: Told, person: Key) -> None:
        held_id, reason = name_of(told, "held"), str(told.get("reason") or "")[:LONGEST]
        bridge = self._opened.bridge
        self._opened.events.tell("testing")
        try:
            results = await run_in_threadpool(let_through, bridge, person, held_id, reason)
        except MakesWorse:
            await self._draw()
            self._opened.events.tell("held_more")
            return
        self._results.draw(action="publish", results=results)
        await self._draw()
        self._opened.events.tell("held_release")

    async def _withdraw(self, told: Told, person: Key) -> None:
        held_id, reason = name_of(told, "held"), str(told.get("reason") or "")[:LONGEST]
        await run_in_threadpool(self._holding.withdraw, held_id, person.name, reason)
        await self._draw()
        self._opened.events.tell("held_withdraw")

    async def _draw(self) -> None:
        self._list.draw(**await run_in_threadpool(self._facts))

    def _facts(self) -> dict[str, Any]:
        found = self._holding.every()
        named = {pair_id for each in found for pair_id, _ in each.pairs}
        named |= {pair_id for each in found for moved in each.moved for pair_id in moved.case.pair_ids}
        names = questions_of(self._store, named)
        me = self._opened.person.name.strip().casefold()
        shown = [
            Shown(
                each,
                tuple((pair_id, names.get(pair_id, pair_id)) for pair_id, _ in each.pairs),
                each.asked_by.strip().casefold() == me,
            )
            for each in found
        ]
        return {
            "waiting": [each for each in shown if each.held.state == HELD],
            "decided": [each for each in shown if each.held.state != HELD],
            "may": self._opened.may("held_release"),
            "most": MOST_MOVED,
            "names": names,
        }


async def build_held(opened: Opened) -> None:
    """Show what is held back."""
    await HeldPage(opened).build()
