"""Calls of the hotline: who rings, what is said as it is said, suggestions, who takes whom, the end."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import structlog
from nicegui import Client, ui
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.console.events import Events, Told, name_of
from api.desk.calling import Calling, Look, next_of
from api.desk.ordering import OrderDialog
from api.desk.picking import Picks
from api.desk.rendering import region, rendered
from api.hotline.telling import CALLS, tell
from api.live.operator_routes import operator_of
from api.logs import describe
from policies.content.calling.model import CallEnding, DeskCall, Speaker
from policies.content.confirming import Confirming
from policies.content.keys import Key
from policies.errors import LibraryError

LIVES_S = 15.0
# As long as suggestions over the hotline's own line wait for something new.
DEBOUNCE_S = 0.15
# What ends an utterance.
SAID = frozenset({"said", "passed"})
log = structlog.get_logger("api.desk")


class CallsPage:
    """One open tab of calls."""

    def __init__(self, bridge: Bridge, events: Events, operator: Key, client: Client) -> None:
        self._bridge = bridge
        self._desk = bridge.call_desk
        self._events = events
        self._operator = operator_of(operator)
        self._client = client
        self._calling = Calling(bridge)
        self._confirming = Confirming(bridge.library.store.engine)
        self._picks: dict[str, Picks] = {}
        self._calls: list[DeskCall] = []
        self._open: str | None = None
        self._look: Look | None = None
        self._heard = ""
        self._suggesting: asyncio.Task[None] | None = None
        # One look at the store after the other, so that an older one is never shown last.
        self._looking = asyncio.Lock()

    async def build(self) -> None:
        """Put the page together, and follow what happens until it is closed."""
        endings = [each.value for each in CallEnding]
        departments = [each.name for each in await run_in_threadpool(self._bridge.library.store.departments)]
        shell = rendered("calls.html", operator=self._operator.name, endings=endings, departments=departments)
        ui.html(shell, sanitize=False).classes("shell")
        self._list = ui.html("", sanitize=False).classes("lists").props(f"id=calls {region('calls.list')}")
        self._said = ui.html("", sanitize=False).classes("call").props("id=call tabindex=-1")
        self._help = (
            ui.html("", sanitize=False).classes("found").props(f"id=help {region('calls.suggested')}")
        )
        self._card = (
            ui.html("", sanitize=False)
            .classes("told")
            .props(f"id=card aria-live=off {region('desk.card.label')}")
        )
        for name, handle in (
            ("call_open", self._show),
            ("call_claim", self._claim),
            ("call_pick", self._pick),
            ("call_release", self._release),
            ("call_finish", self._finish),
        ):
            self._events.on(name, handle)
        OrderDialog(self._bridge, self._events, self._client, lambda call: self._desk.get(call).id)
        following = asyncio.create_task(self._follow())
        self._client.on_delete(following.cancel)
        await self._relist()
        await self._turn_to(self._next())

    # -- what happens ------------------------------------------------------------------------

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        lives_at = loop.time() + LIVES_S
        with self._bridge.live.bus.subscribe(CALLS) as happening:
            while True:
                event = await happening.next(max(0.0, lives_at - loop.time()))
                is_due = event is None or loop.time() >= lives_at
                if is_due:
                    lives_at = loop.time() + LIVES_S
                try:
                    if not is_due and not self._concerns(event or {}):
                        continue
                    if not await self._events.is_open():
                        return
                    if is_due:
                        await self._live()
                    await self._happened(event or {"type": "taken"})
                except (LibraryError, SQLAlchemyError) as error:
                    # It is looked at again with the next event or sign of life.
                    log.warning("calls_not_followed", **describe(error))

    async def _live(self) -> None:
        """Keep one's own calls for as long as the page is there."""
        mine = [each.id for each in self._calls if each.claimed_by == self._operator.id]
        if mine and self._client.has_socket_connection:
            await run_in_threadpool(self._desk.alive, self._operator, mine)

    def _concerns(self, event: Told) -> bool:
        """Tell whether an event changes what is shown: of other calls only who has them, and their first words."""
        if event.get("call_id") in (self._open, None):
            return True
        known = next((each for each in self._calls if each.id == event["call_id"]), None)
        return event["type"] != "heard" and not (event["type"] == "said" and known and known.first)

    async def _happened(self, event: Told) -> None:
        is_open = event.get("call_id") == self._open
        if event["type"] == "heard":
            if is_open:
                self._hear(str(event["text"]))
            return
        await self._relist()
        if self._open not in {each.id for each in self._calls}:
            await self._turn_to(self._next())
        elif is_open or "call_id" not in event:
            is_said = event["type"] in SAID
            self._heard = "" if is_said else self._heard
            await self._draw(is_said)

    def _hear(self, text: str) -> None:
        """Show what is being said at once, and suggestions for it when nothing new came for a moment."""
        self._heard = text
        self._client.run_javascript(f"window.desk.heard({json.dumps(self._open)}, {json.dumps(text)})")
        if self._suggesting is not None:
            self._suggesting.cancel()
        self._suggesting = asyncio.create_task(self._suggest_soon(text))

    async def _suggest_soon(self, text: str) -> None:
        await asyncio.sleep(DEBOUNCE_S)
        try:
            if self._heard == text:
                await self._draw(is_said=False)
        except (LibraryError, SQLAlchemyError) as error:  # the next words are looked at again
            log.warning("calls_not_suggested", **describe(error))

    # -- what the operator does --------------------------------------------------------------

    async def _show(self, told: Told, _: Key) -> None:
        await self._turn_to(name_of(told, "id") or self._next())

    async def _claim(self, told: Told, _: Key) -> None:
        """Take the named call, or the first that is free."""
        free = next((each.id for each in self._calls if not each.is_held), None)
        identifier = name_of(told, "id") or free
        if identifier is None:
            self._events.tell("nobody_calls")
            return
        try:
            await run_in_threadpool(self._desk.claim, identifier, self._operator)
            self._events.tell("claimed")
        finally:  # who was first is shown too
            await self._changed(identifier)

    async def _pick(self, told: Told, operator: Key) -> None:
        """Open a suggestion; on a call of one's own it is kept as what the caller meant."""
        look = self._look
        if look is None or look.call.id != told.get("id"):
            return
        picked = next((each for each in look.suggestions if each.pair.id == told.get("pair")), None)
        if picked is None:
            self._events.tell("gone")
            return
        opened = await run_in_threadpool(self._calling.open, picked, look.call)
        self._card.set_content(rendered("card.html", opened=opened, copies={}, seq=0, bare=True))
        if look.is_held_by(operator.id):
            picks = self._picks_of(look.call.id)
            await run_in_threadpool(lambda: picks.pick(look.words, opened, is_final=look.is_final))

    async def _release(self, told: Told, _: Key) -> None:
        identifier = name_of(told, "id")
        await run_in_threadpool(self._desk.release, identifier, self._operator)
        self._events.tell("released")
        await self._changed(identifier)

    async def _finish(self, told: Told, operator: Key) -> None:
        ending = next((each for each in CallEnding if each.value == told.get("ending")), None)
        identifier = name_of(told, "id")
        if ending is None:
            return
        picks = self._picks_of(identifier)
        await run_in_threadpool(self._calling.finish, identifier, operator, ending, picks)
        self._picks.pop(identifier, None)
        self._events.tell("finished")
        await self._changed(identifier, stays=False)

    def _picks_of(self, call_id: str) -> Picks:
        return self._picks.setdefault(call_id, Picks(self._confirming, self._operator.id, call_id))

    # -- what is shown -----------------------------------------------------------------------

    def _next(self) -> str | None:
        return next_of(self._calls, self._operator.id)

    async def _changed(self, identifier: str, *, stays: bool = True) -> None:
        """Tell everybody who has a call now; show it, or turn to the next one."""
        await tell(self._bridge.live.bus, "taken", identifier)
        await self._relist()
        await self._turn_to(identifier if stays else self._next())

    async def _turn_to(self, identifier: str | None) -> None:
        if identifier != self._open:
            self._card.set_content("")
        self._open, self._heard = identifier, "" if identifier != self._open else self._heard
        await self._draw(is_said=False)
        self._show_list()

    async def _relist(self) -> None:
        async with self._looking:
            self._calls = await run_in_threadpool(self._desk.listed, self._operator)
            self._show_list()

    def _show_list(self) -> None:
        facts = {"calls_now": self._calls, "open": self._open, "me": self._operator.id}
        self._list.set_content(rendered("call_list.html", now=datetime.now(UTC), **facts))

    async def _draw(self, is_said: bool) -> None:
        """Show the open call; where an utterance has ended, it is what an early pick was for."""
        async with self._looking:
            identifier, heard = self._open, self._heard
            if identifier is None:
                self._look = None
                self._said.set_content(rendered("call.html", look=None))
                self._help.set_content("")
                return
            look = await run_in_threadpool(self._calling.look, identifier, heard)
            if (identifier, heard) != (self._open, self._heard):
                return
            self._look = look
            mine = look.is_held_by(self._operator.id)
            self._said.set_content(rendered("call.html", look=look, heard=heard, mine=mine))
            self._help.set_content(rendered("call_help.html", look=look))
        if is_said and identifier in self._picks:
            whole = next((each.text for each in reversed(look.lines) if each.author is Speaker.CALLER), "")
            await run_in_threadpool(self._picks[identifier].said, whole)
