"""The hand-off as the visitor meets it: asking for a person, the place in the queue, words that reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from starlette.concurrency import run_in_threadpool

from api.live.service import Live
from api.visitors.hours import DeskHours, Hours
from policies.answering.card import card as card_from
from policies.answering.cues import route_of
from policies.answering.inquiry import Answer, Outcome
from policies.answering.routing import routed
from policies.content.conversations import ConversationLog
from policies.content.live.entries import entries_after, sent_as
from policies.content.live.model import (
    Entry,
    Handoff,
    HandoffNotFound,
    HandoffState,
    NobodyThere,
)
from policies.language.normalise import normalise
from policies.wording import say

# A sign of life is written down at most this often.
NOTED_EVERY = timedelta(seconds=10)
log = structlog.get_logger("api.live")


@dataclass(frozen=True, slots=True)
class Openness:
    """Whether a person can be reached now: the desk's hours, and whether anybody is there."""

    hours: Hours
    is_staffed: bool
    waiting: int
    median_wait_s: int | None

    @property
    def is_there(self) -> bool:
        """Tell whether asking for a person leads to one."""
        return self.hours.is_open and self.is_staffed


@dataclass(frozen=True, slots=True)
class Visit:
    """A hand-off as its visitor sees it; `place` from 1 while it waits, else None.

    `newest` is the position up to which `entries` tells everything. The hand-off was read a moment before them, and may
    count fewer.
    """

    handoff: Handoff
    place: int | None
    median_wait_s: int | None
    entries: list[Entry]
    newest: int


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A visitor's words that went to a person: where they are kept, and the card for who sees cards only."""

    entry: Entry
    card: dict[str, Any]


class Visits:
    """What visitors do."""

    def __init__(self, live: Live, conversations: ConversationLog, hours: DeskHours) -> None:
        self._live = live
        self._handoffs = live.handoffs
        self._conversations = conversations
        self._hours = hours

    async def openness(self) -> Openness:
        """Return whether a person can be reached now."""
        times = await run_in_threadpool(self._live.queueing.times)
        is_staffed = await run_in_threadpool(self._live.presences.is_staffed)
        return Openness(self._hours.now(), is_staffed, times.waiting, times.median_wait_s)

    async def enter(self, conversation_id: str, region: str | None) -> Visit:
        """Let a conversation wait for a person; asked again, it keeps its place.

        Raises:
            ConversationNotFound: there is no such conversation.
            NobodyThere: the desk is closed, or no operator is present.
        """
        known = await run_in_threadpool(self._conversations.get, conversation_id)
        found = await run_in_threadpool(self._handoffs.open_one, conversation_id)
        if found is None:
            if not (await self.openness()).is_there:
                raise NobodyThere(conversation_id)
            found = await run_in_threadpool(self._handoffs.enter, conversation_id, region or known.region)
            log.info("handoff", handoff_id=found.id, state=found.state.value, operator=None)
            await self._tell(found, 0)
        return await self._seen(found, 0)

    async def visit(self, conversation_id: str, after: int = 0) -> Visit:
        """Return a conversation's last hand-off with what happened in it after a position; a sign of life.

        Raises:
            HandoffNotFound: the conversation has none.
        """
        await self._live.sweep()
        found = await run_in_threadpool(self._handoffs.newest, conversation_id)
        if found is None:
            raise HandoffNotFound(conversation_id)
        return await self._seen(found, after)

    async def leave(self, conversation_id: str, after: int = 0) -> Visit:
        """Leave the queue, or the conversation with a person; return what happened after a position.

        Raises:
            HandoffNotFound: there is none to leave.
        """
        found = await run_in_threadpool(self._handoffs.leave, conversation_id)
        log.info("handoff", handoff_id=found.id, state=found.state.value, operator=found.claimed_by)
        await self._tell(found, found.entries - 2)
        return await self._seen(found, after)

    async def pass_on(self, conversation_id: str, text: str, client_id: str | None) -> PassedOn | None:
        """Give a visitor's words to the person who serves them; None where the service is to answer.

        An emergency is shown to both at once besides. Words sent before, and those alone, get the same back.

        Args:
            conversation_id: an existing conversation.
            text: personal data already masked.
            client_id: the sender's own identifier of the message.
        """
        heard = await run_in_threadpool(self._hear, conversation_id, text, client_id)
        if heard is None:
            return None
        entry, name = heard
        await self._live.tell(entry)
        shown = _emergency(text)
        if shown is None:
            return PassedOn(entry, card_from(_passed_on(name)))
        card, told_as = card_from(shown), f"{client_id}:danger" if client_id else None
        answer = await run_in_threadpool(self._handoffs.show, entry.handoff_id, card, told_as)
        if answer is not None:
            await self._live.tell(answer)
        return PassedOn(entry, card)

    def _hear(
        self, conversation_id: str, text: str, client_id: str | None
    ) -> tuple[Entry, str | None] | None:
        found = self._handoffs.newest(conversation_id)
        if found is None:
            return None
        sent = sent_as(self._handoffs.engine, conversation_id, client_id) if client_id else None
        if sent is None and found.state is HandoffState.CLAIMED:
            sent = self._handoffs.hear(found.id, text, client_id)
        return (sent, found.claimed_name) if sent is not None else None

    async def _seen(self, found: Handoff, after: int) -> Visit:
        return await run_in_threadpool(self._visit, found, after)

    def _visit(self, found: Handoff, after: int) -> Visit:
        is_waiting = found.state is HandoffState.WAITING
        if found.is_open and self._handoffs.clock() - found.seen_at >= NOTED_EVERY:
            self._handoffs.seen(found.id)
        place = self._live.queueing.place(found) if is_waiting else None
        median = self._live.queueing.times().median_wait_s if is_waiting else None
        entries = entries_after(self._handoffs.engine, found.id, after)
        return Visit(found, place, median, entries, entries[-1].position if entries else after)

    async def _tell(self, found: Handoff, after: int) -> None:
        for entry in await self._live.entries(found.id, after):
            await self._live.tell(entry)


def _emergency(text: str) -> Answer | None:
    route = route_of(normalise(text))
    return routed(route) if route is not None and route.outcome is Outcome.EMERGENCY else None


def _passed_on(name: str | None) -> Answer:
    told = say("answering.passed_on", name=name or "")
    return Answer(outcome=Outcome.HANDOFF, confidence=1.0, summary=told, speech=told)
