"""Live conversations: who waits, one's own, all; history, words both ways, suggestions, passing on, the end."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from nicegui import Client, ui
from sqlalchemy.exc import SQLAlchemyError

from api.bridge import Bridge
from api.console.events import Events, Told, name_of, number_of, text_of
from api.desk.ordering import OrderDialog
from api.desk.rendering import rendered
from api.live.operator_routes import operator_of
from api.live.service import Live
from api.live.telling import DESK, MOVES_THE_QUEUE
from api.logs import describe
from policies.content.keys import Key
from policies.content.live.model import (
    Author,
    Ending,
    Handoff,
    HandoffNotFound,
    HandoffState,
    Operator,
    PresenceState,
)
from policies.wording import say

LIVES_S = 20.0
# Of what moves the queue at once a tab shows the first at once, and the rest together so much later.
LISTS_S = 1.0
LONGEST = 1000
LONGEST_AWAY_MIN = 480
# What a page names a message by.
_MARK = re.compile("[0-9a-f]{32}")
log = structlog.get_logger("api.desk")


class ChatsPage:
    """One open tab of live conversations."""

    def __init__(self, bridge: Bridge, events: Events, operator: Key, client: Client) -> None:
        self._bridge = bridge
        self._live: Live = bridge.live
        self._events = events
        self._operator: Operator = operator_of(operator)
        self._client = client
        self._open: str | None = None
        # One look at the store after the other, so that an older one is never shown last.
        self._looking = asyncio.Lock()

    async def build(self) -> None:
        """Put the page together, and follow what happens until it is closed."""
        await self._live.alive(self._operator)
        phrases = await asyncio.to_thread(self._live.phrases.every)
        departments = await asyncio.to_thread(self._bridge.library.store.departments)
        shell = rendered(
            "chats.html",
            operator=self._operator.name,
            endings=[each.value for each in Ending],
            phrases={each.code: each.text for each in phrases},
            departments=[each.name for each in departments],
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
        OrderDialog(self._bridge, self._events, self._client, self._conversation_of)
        # What happens from now on is heard before it is looked at how things stand.
        following = asyncio.create_task(self._follow())
        self._client.on_delete(following.cancel)
        await self._look()

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        lives_at, lists_at, is_old = loop.time() + LIVES_S, 0.0, False
        with self._live.bus.subscribe(DESK) as happening:
            while True:
                event = await happening.next(max(0.0, (lists_at if is_old else lives_at) - loop.time()))
                now, events = loop.time(), [each for each in (event, *happening.rest()) if each is not None]
                is_due = now >= lives_at
                is_old = is_old or is_due or any(map(_changes_lists, events))
                lists = is_old and (is_due or now >= lists_at)
                in_talk = [each for each in events if each.get("handoff_id") == self._open]
                # Most of what happens at the desk is said to one visitor, and changes nothing for the others.
                if not lists and not in_talk:
                    continue
                if lists:
                    is_old, lists_at = False, now + LISTS_S
                if is_due:
                    lives_at = now + LIVES_S
                try:
                    if not await self._events.is_open():
                        return
                    if is_due and self._client.has_socket_connection:
                        await self._live.alive(self._operator)
                    await self._happened(in_talk, lists=lists)
                except (SQLAlchemyError, HandoffNotFound) as error:
                    # It is looked at again with the next event or sign of life.
                    log.warning("desk_not_followed", **describe(error))

    async def _happened(self, in_talk: list[Told], *, lists: bool) -> None:
        """Show what several events tell of the open conversation, once, and the lists where they may have changed."""
        if any(each["type"] == "typing" and each["author"] != Author.OPERATOR.value for each in in_talk):
            self._client.run_javascript(f"window.desk.typing({json.dumps(self._open)})")
        await self._look(lists=lists, talk=any(each["type"] == "entry" for each in in_talk))

    # -- what the operator does --------------------------------------------------------------

    async def _show(self, told: Told, _: Key) -> None:
        found = await asyncio.to_thread(self._live.handoffs.get, name_of(told, "id"))
        self._open = found.id
        await self._look()

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
        await self._look()
        self._client.run_javascript("window.desk.focus()")

    async def _say(self, told: Told, _: Key) -> None:
        """Send words to the visitor whom the operator saw; the same identifier again sends nothing twice."""
        identifier, text, mark = name_of(told, "id"), text_of(told, LONGEST + 1), name_of(told, "client_id")
        if not (identifier and text and _MARK.fullmatch(mark)):
            self._events.tell("nothing_to_send")
        elif len(text) > LONGEST:
            self._events.tell("too_long")
        else:
            await self._live.say(identifier, self._operator, text, f"desk-{mark}")
            self._client.run_javascript(f"window.desk.sent({mark!r})")

    async def _type(self, told: Told, _: Key) -> None:
        identifier = name_of(told, "id")
        await self._live.mine(identifier, self._operator)
        await self._live.type(identifier, Author.OPERATOR)

    async def _offer(self, told: Told, _: Key) -> None:
        """Offer to whom a visitor may be passed on: colleagues who are there, then departments."""
        mine = await self._live.mine(name_of(told, "id"), self._operator)
        colleagues = [each for each in await self._live.colleagues() if each.is_there]
        departments = await asyncio.to_thread(self._bridge.library.store.departments)
        offered = [
            [f"colleague/{each.operator_id}", say("chats.transfer.colleague", name=each.name)]
            for each in colleagues
            if each.operator_id != self._operator.id
        ]
        offered += [[f"department/{each.name}", each.name] for each in departments]
        self._client.run_javascript(f"window.desk.pass({json.dumps(mine.id)}, {json.dumps(offered)})")

    async def _transfer(self, told: Told, _: Key) -> None:
        await self._live.transfer(
            name_of(told, "id"),
            self._operator,
            colleague_id=name_of(told, "colleague") or None,
            department=name_of(told, "department") or None,
        )
        self._events.tell("transferred")

    async def _close(self, told: Told, _: Key) -> None:
        ending = next((each for each in Ending if each.value == told.get("ending")), None)
        if ending is not None:
            await self._live.close(name_of(told, "id"), self._operator, ending)
            self._events.tell("closed")

    async def _be(self, told: Told, _: Key) -> None:
        minutes = min(max(number_of(told, "minutes"), 0), LONGEST_AWAY_MIN)
        state = PresenceState.PRESENT if told.get("state") == "present" else PresenceState.AWAY
        back_at = datetime.now(UTC) + timedelta(minutes=minutes) if minutes else None
        await self._live.be(self._operator, state, back_at=back_at)
        self._events.tell(state.value)

    def _conversation_of(self, identifier: str) -> str:
        return self._live.handoffs.get(identifier).conversation_id

    # -- what is shown -----------------------------------------------------------------------

    async def _look(self, *, lists: bool = True, talk: bool = True) -> None:
        async with self._looking:
            if lists:
                await self._list()
            if talk:
                await self._draw()

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
        is_mine = self._is_mine(handoff)
        self._talk.set_content(rendered("talk.html", handoff=handoff, history=history, mine=is_mine))
        # Who is served by a colleague is answered by the colleague.
        helps = is_mine or handoff.state is HandoffState.WAITING
        suggested = await self._live.suggestions(handoff.id) if helps else []
        self._help.set_content(rendered("chat_help.html", suggestions=suggested))

    def _is_mine(self, handoff: Handoff) -> bool:
        return handoff.is_open and handoff.claimed_by == self._operator.id


def _changes_lists(event: Told) -> bool:
    """Tell whether an event may change who waits, who is served by whom, or who is there."""
    return event.get("type") == "presence" or event.get("kind") in MOVES_THE_QUEUE
