"""Live conversations: who waits, one's own, all; history, words both ways, suggestions, passing on, the end."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from nicegui import Client, ui
from sqlalchemy.exc import SQLAlchemyError

from api.bridge import Bridge
from api.desk.events import Events, Told, name_of, number_of, text_of
from api.desk.rendering import rendered
from api.live.operator_routes import operator_of
from api.live.service import Live
from api.live.telling import DESK
from policies.content.keys import Key
from policies.content.live.model import Author, Ending, Handoff, HandoffNotFound, Operator, PresenceState
from policies.wording import say

LIVES_S = 20.0
LONGEST = 1000
LONGEST_AWAY_MIN = 480


class ChatsPage:
    """One open tab of live conversations."""

    def __init__(self, bridge: Bridge, events: Events, operator: Key, client: Client) -> None:
        self._bridge = bridge
        self._live: Live = bridge.live
        self._events = events
        self._operator: Operator = operator_of(operator)
        self._client = client
        self._open: str | None = None

    async def build(self) -> None:
        """Put the page together, and follow what happens until it is closed."""
        await self._live.alive(self._operator)
        phrases = await asyncio.to_thread(self._live.phrases.every)
        shell = rendered(
            "chats.html",
            operator=self._operator.name,
            endings=[each.value for each in Ending],
            phrases={each.code: each.text for each in phrases},
        )
        ui.html(shell, sanitize=False).classes("shell")
        self._lists = ui.html("", sanitize=False).classes("lists").props("id=lists")
        self._talk = ui.html("", sanitize=False).classes("talk").props("id=talk")
        self._help = ui.html("", sanitize=False).classes("help").props("id=help")
        ui.html(rendered("composer.html"), sanitize=False).classes("composer")
        for name, handle in (
            ("chat_open", self._show),
            ("chat_claim", self._claim),
            ("chat_say", self._say),
            ("chat_typing", self._type),
            ("chat_passing", self._offer),
            ("chat_transfer", self._transfer),
            ("chat_close", self._close),
            ("chat_presence", self._be),
        ):
            self._events.on(name, handle)
        await self._list()
        await self._draw()
        following = asyncio.create_task(self._follow())
        self._client.on_delete(following.cancel)

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        alive_at = loop.time()
        with self._live.bus.subscribe(DESK) as happening:
            while True:
                event = await happening.next(max(0.1, alive_at + LIVES_S - loop.time()))
                if not await self._events.is_open():
                    return
                # What goes wrong once is looked at again with the next event or sign of life.
                with suppress(SQLAlchemyError, HandoffNotFound):
                    if loop.time() - alive_at >= LIVES_S and self._client.has_socket_connection:
                        alive_at = loop.time()
                        await self._live.alive(self._operator)
                    await self._happened(event or {})

    async def _happened(self, event: Told) -> None:
        if event.get("type") == "typing":
            if event.get("handoff_id") == self._open and event.get("author") != Author.OPERATOR.value:
                self._client.run_javascript("window.desk.typing()")
            return
        await self._list()
        if event.get("handoff_id") == self._open:
            await self._draw()

    # -- what the operator does --------------------------------------------------------------

    async def _show(self, told: Told, _: Key) -> None:
        self._open = name_of(told, "id") or None
        await self._list()
        await self._draw()

    async def _claim(self, told: Told, _: Key) -> None:
        """Take the named one, or who has waited longest."""
        identifier = name_of(told, "id")
        if not identifier:
            waiting = (await self._live.queue(self._operator)).waiting
            if not waiting:
                self._events.tell("nobody_waits")
                return
            identifier = waiting[0].id
        await self._live.claim(identifier, self._operator)
        self._open = identifier
        await self._list()
        await self._draw()
        self._client.run_javascript("window.desk.focus()")

    async def _say(self, told: Told, _: Key) -> None:
        text = text_of(told, LONGEST)
        if not text or self._open is None:
            self._events.tell("nothing_to_send")
            return
        await self._live.say(self._open, self._operator, text, f"desk-{uuid4().hex}")
        self._client.run_javascript("window.desk.sent()")

    async def _type(self, _told: Told, _: Key) -> None:
        if self._open is not None:
            await self._live.type(self._open, Author.OPERATOR)

    async def _offer(self, _told: Told, _: Key) -> None:
        """Offer to whom a visitor may be passed on: colleagues who are there, then departments."""
        colleagues = [each for each in await self._live.colleagues() if each.is_there]
        departments = await asyncio.to_thread(self._bridge.library.store.departments)
        offered = [
            [f"colleague/{each.operator_id}", say("chats.transfer.colleague", name=each.name)]
            for each in colleagues
            if each.operator_id != self._operator.id
        ]
        offered += [[f"department/{each.name}", each.name] for each in departments]
        self._client.run_javascript(f"window.desk.pass({json.dumps(offered)})")

    async def _transfer(self, told: Told, _: Key) -> None:
        if self._open is None:
            return
        await self._live.transfer(
            self._open,
            self._operator,
            colleague_id=name_of(told, "colleague") or None,
            department=name_of(told, "department") or None,
        )
        self._events.tell("transferred")

    async def _close(self, told: Told, _: Key) -> None:
        ending = next((each for each in Ending if each.value == told.get("ending")), None)
        if self._open is None or ending is None:
            return
        await self._live.close(self._open, self._operator, ending)
        self._events.tell("closed")

    async def _be(self, told: Told, _: Key) -> None:
        minutes = min(max(number_of(told, "minutes"), 0), LONGEST_AWAY_MIN)
        state = PresenceState.PRESENT if told.get("state") == "present" else PresenceState.AWAY
        back_at = datetime.now(UTC) + timedelta(minutes=minutes) if minutes else None
        await self._live.be(self._operator, state, back_at=back_at)
        self._events.tell(state.value)

    # -- what is shown -----------------------------------------------------------------------

    async def _list(self) -> None:
        queue = await self._live.queue(self._operator)
        there = await self._live.colleagues()
        mine = next((each for each in there if each.operator_id == self._operator.id), None)
        facts: dict[str, Any] = {
            "queue": queue,
            "open": self._open,
            "there": there,
            "mine": mine,
            "me": self._operator,
        }
        self._lists.set_content(rendered("chat_lists.html", now=datetime.now(UTC), **facts))

    async def _draw(self) -> None:
        if self._open is None:
            self._talk.set_content(rendered("talk.html", handoff=None))
            self._help.set_content("")
            return
        handoff, history = await self._live.look_at(self._open)
        self._talk.set_content(
            rendered("talk.html", handoff=handoff, history=history, mine=self._is_mine(handoff))
        )
        suggested = await self._live.suggestions(self._open)
        self._help.set_content(rendered("chat_help.html", suggestions=suggested))

    def _is_mine(self, handoff: Handoff) -> bool:
        return handoff.is_open and handoff.claimed_by == self._operator.id
