"""The call-back list: who asked for a call, who takes it, what came of it."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import Client, ui
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.console.events import Events, Told, name_of
from api.desk.rendering import rendered
from policies.content.callbacks import HELD, CallBacks
from policies.content.contacts import CallOutcome
from policies.content.keys import Key

LOOKS_S = 15.0


class CallBacksPage:
    """One open tab of the list."""

    def __init__(self, bridge: Bridge, events: Events, operator: Key, client: Client) -> None:
        self._requests = CallBacks(bridge.library.store.engine)
        self._events = events
        self._operator = operator
        self._client = client
        self._shown = ""

    async def build(self) -> None:
        """Put the page together, and look again from time to time until it is closed."""
        shell = rendered(
            "callbacks.html",
            operator=self._operator.name,
            outcomes=[each.value for each in CallOutcome],
            minutes=int(HELD.total_seconds() // 60),
        )
        ui.html(shell, sanitize=False).classes("shell")
        self._list = ui.html("", sanitize=False).classes("wide").props("id=callbacks")
        for name, handle in (
            ("callback_claim", self._claim),
            ("callback_release", self._release),
            ("callback_done", self._done),
        ):
            self._events.on(name, handle)
        await self._draw()
        self._events.follow(self._draw, LOOKS_S)

    async def _claim(self, told: Told, operator: Key) -> None:
        await self._step(self._requests.claim, told, operator.name, "claimed")

    async def _release(self, told: Told, operator: Key) -> None:
        await self._step(self._requests.release, told, operator.name, "released")

    async def _done(self, told: Told, operator: Key) -> None:
        outcome = next((each for each in CallOutcome if each.value == told.get("outcome")), None)
        if outcome is not None:
            await self._step(self._requests.finish, told, operator.name, "done", outcome)

    async def _step(
        self, step: Callable[..., None], told: Told, actor: str, name: str, *more: CallOutcome
    ) -> None:
        try:
            await run_in_threadpool(step, name_of(told, "id"), actor, *more)
        finally:  # what a colleague did meanwhile is shown too
            await self._draw()
        self._events.tell(name)

    async def _draw(self) -> None:
        found = await run_in_threadpool(self._requests.listed)
        shown = rendered(
            "callback_list.html", found=found, me=self._operator.name, is_held=self._requests.is_held
        )
        if shown != self._shown:  # a reader's place in the list is not lost for nothing
            self._shown = shown
            self._list.set_content(shown)
