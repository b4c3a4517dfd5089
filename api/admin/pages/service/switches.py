"""Answering by the machine, switched off at once and on again."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.service.told import moment, words
from api.admin.service.switches import switches_of
from api.console.events import Told, name_of
from policies.answering.halting import paused
from policies.content.keys import Key
from policies.content.service.settings import Kind
from policies.content.service.switches import Reach
from policies.errors import InputError
from policies.wording import say


class SwitchesPage:
    """One open tab; `?reach=pair&target=…` fills the form in, as the link on a pair's page does."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._switches = switches_of(opened.bridge)
        query = opened.request.query_params
        reach = query.get("reach", "")
        self._reach = Reach(reach) if reach in set(Reach) else Reach.PAIR
        self._target = query.get("target", "")[:200]
        self._now: Part
        self._form: Part
        self._past: Part

    async def build(self) -> None:
        """Put the page together."""
        self._now = self._opened.part("now", "switches_now.html", **await run_in_threadpool(self._facts))
        if self._opened.may("switch_off"):
            self._form = self._opened.part(
                "off", "switches_off.html", reaches=list(Reach), reach=self._reach, target=self._target
            )
        self._past = self._opened.part("past", "switches_past.html", **await run_in_threadpool(self._history))
        self._opened.on("switch_off", self._off)
        self._opened.on("switch_on", self._on)

    async def _off(self, told: Told, person: Key) -> None:
        reach = words(told, "reach")
        if reach not in set(Reach):
            raise InputError("reach", "switch_matter", value=reach)
        target = "" if reach == Reach.ALL else words(told, "target")
        until, why = moment(told, "until"), words(told, "reason")
        await run_in_threadpool(self._switches.off, Reach(reach), target, until, person.name, why)
        self._form.draw(reaches=list(Reach), reach=Reach.PAIR, target="")
        await self._done("switch_off")

    async def _on(self, told: Told, person: Key) -> None:
        why = words(told, "reason")
        await run_in_threadpool(self._switches.on, name_of(told, "id"), person.name, why)
        await self._done("switch_on")

    async def _done(self, name: str) -> None:
        self._now.draw(**await run_in_threadpool(self._facts))
        self._past.draw(**await run_in_threadpool(self._history))
        self._opened.events.say(say(f"admin.service.said.{name}"))

    def _facts(self) -> dict[str, Any]:
        found = self._switches.now()
        return {
            "switches": found,
            "words": {each.id: paused(each).summary for each in found},
            "may_act": self._opened.may("switch_on"),
        }

    def _history(self) -> dict[str, Any]:
        past = self._opened.bridge.library.service.past(Kind.SWITCH)
        values = {each.name: each.value for each in past if each.value is not None}
        return {"past": past, "values": values}


async def build_switches(opened: Opened) -> None:
    """Show what is switched off."""
    await SwitchesPage(opened).build()
