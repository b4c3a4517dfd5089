"""The hand-off as the bridge works with it: each deed in the store, then told to everybody whom it concerns.

Everything here is for the event loop; what touches the store runs in a thread. The operator's page and the HTTP routes
call the same methods.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

import structlog
from starlette.concurrency import run_in_threadpool

from api.live.bus import Bus
from api.live.sharing import Shared
from api.live.suggesting import Suggesting, Suggestion
from api.live.telling import DESK as DESK_TOPIC
from api.live.telling import PRESENCE, told_of, topic_of, typing
from policies.content.live.claims import Claims
from policies.content.live.entries import entries_after
from policies.content.live.handoffs import Handoffs
from policies.content.live.history import History, history_of
from policies.content.live.model import (
    Author,
    Ending,
    Entry,
    Handoff,
    Operator,
    Presence,
    PresenceState,
)
from policies.content.live.phrases import Phrases
from policies.content.live.presence import Presences
from policies.content.live.queueing import Queue, Queueing
from policies.content.live.sweeping import sweep
from policies.errors import DepartmentNotFound
from policies.language.masking import mask_but
from policies.library import Library
from policies.wording import say

SWEPT_EVERY_S = 1.0
# A sign of life is written down at most this often.
NOTED_EVERY_S = 10.0
log = structlog.get_logger("api.live")


class Live:
    """What operators do.

    Attributes:
        bus: where events pass; the desk's are under the topic `DESK`.
        phrases: canned phrases; its methods are for a thread.
    """

    def __init__(self, library: Library, bus: Bus, today: Callable[[], date]) -> None:
        engine = library.store.engine
        self.bus = bus
        self.handoffs = Handoffs(engine)
        self.queueing = Queueing(self.handoffs)
        self.presences = Presences(engine)
        self.phrases = Phrases(engine)
        self._board = Shared(self.queueing.board)
        self._colleagues = Shared(self.presences.every)
        self._claims = Claims(self.handoffs)
        self._library = library
        self._suggesting = Suggesting(library, self.handoffs, today)
        self._swept_at = float("-inf")
        self._alive_at: dict[str, float] = {}

    async def queue(self, operator: Operator) -> Queue:
        """Return who waits (those addressed to the operator first), who is theirs, all that is not over, and times."""
        await self.sweep()
        return (await self._board.now()).of(operator)

    async def claim(self, handoff_id: str, operator: Operator) -> Handoff:
        """Take a visitor who waits.

        Raises:
            HandoffNotFound, HandoffTaken, HandoffOver: see `policies.content.live.claims`.
        """
        await self.alive(operator)
        return await self._done(await run_in_threadpool(self._claims.claim, handoff_id, operator))

    async def say(self, handoff_id: str, operator: Operator, text: str, client_id: str) -> Entry:
        """Send words to the visitor; personal data in them is masked, numbers of the directory are not.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `policies.content.live.claims`.
        """
        await self.alive(operator)
        said = await run_in_threadpool(self._say, handoff_id, operator, text, client_id)
        await self.tell(said)
        return said

    async def transfer(
        self,
        handoff_id: str,
        operator: Operator,
        *,
        colleague_id: str | None = None,
        department: str | None = None,
    ) -> Handoff:
        """Pass a visitor on to a colleague who is there, or to a department's people.

        Raises:
            OperatorNotThere: the colleague is not at the desk.
            DepartmentNotFound: the directory has no such department.
            HandoffNotFound, HandoffOver, NotYours: see `policies.content.live.claims`.
        """
        await self.alive(operator)
        return await self._done(
            await run_in_threadpool(self._transfer, handoff_id, operator, colleague_id, department)
        )

    async def close(self, handoff_id: str, operator: Operator, ending: Ending) -> Handoff:
        """End it; the service answers the visitor's next question, and asks how it was.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `policies.content.live.claims`.
        """
        await self.alive(operator)
        return await self._done(await run_in_threadpool(self._claims.close, handoff_id, operator, ending))

    async def mine(self, handoff_id: str, operator: Operator) -> Handoff:
        """Return a hand-off that this operator has claimed.

        Raises:
            HandoffNotFound, HandoffOver, NotYours: see `policies.content.live.claims`.
        """
        await self.alive(operator)
        return await run_in_threadpool(self._claims.mine, handoff_id, operator)

    async def type(self, handoff_id: str, author: Author) -> None:
        """Tell the other side that somebody is typing; nothing is kept."""
        topic = topic_of(handoff_id) if author is Author.OPERATOR else DESK_TOPIC
        await self.bus.publish(topic, typing(handoff_id, author))

    async def look_at(self, handoff_id: str) -> tuple[Handoff, History]:
        """Return a hand-off with the whole conversation before and in it.

        Raises:
            HandoffNotFound: there is none of this identifier.
        """
        found = await run_in_threadpool(self.handoffs.get, handoff_id)
        return found, await run_in_threadpool(history_of, self.handoffs.engine, found.conversation_id)

    async def entries(self, handoff_id: str, after: int = 0) -> list[Entry]:
        """Return what happened in a hand-off after a position."""
        return await run_in_threadpool(entries_after, self.handoffs.engine, handoff_id, after)

    async def suggestions(self, handoff_id: str, most: int = 5) -> list[Suggestion]:
        """Return pairs that may answer what the visitor said last, best first.

        Raises:
            HandoffNotFound: there is none of this identifier.
        """
        return await run_in_threadpool(self._suggesting.for_handoff, handoff_id, most)

    # -- presence ----------------------------------------------------------------------------

    async def alive(self, operator: Operator) -> None:
        """Note a sign of life; at least every 20 seconds, or the operator's claims go back into the queue."""
        if monotonic() - self._alive_at.get(operator.id, float("-inf")) >= NOTED_EVERY_S:
            self._alive_at[operator.id] = monotonic()
            await run_in_threadpool(self.presences.alive, operator)

    async def be(
        self,
        operator: Operator,
        state: PresenceState,
        *,
        back_at: datetime | None = None,
        department: str | None = None,
    ) -> Presence:
        """Say whether an operator takes hand-offs, and when they are back."""
        found = await run_in_threadpool(
            lambda: self.presences.say(operator, state, back_at=back_at, department=department)
        )
        await self.bus.publish(DESK_TOPIC, PRESENCE)
        return found

    async def colleagues(self) -> list[Presence]:
        """Return the operators of the last day, those who are there first."""
        return await self._colleagues.now()

    # -- for both sides ----------------------------------------------------------------------

    async def tell(self, entry: Entry) -> None:
        """Tell everybody whom an entry concerns."""
        for topic, event in told_of(entry.handoff_id, entry.position, entry.kind.value):
            await self.bus.publish(topic, event)

    async def sweep(self) -> None:
        """Undo what time undoes, at most once a second."""
        if monotonic() - self._swept_at < SWEPT_EVERY_S:
            return
        self._swept_at = monotonic()
        for entry in await run_in_threadpool(sweep, self.handoffs):
            await self.tell(entry)

    async def _done(self, found: Handoff) -> Handoff:
        log.info("handoff", handoff_id=found.id, state=found.state.value, operator=found.claimed_by)
        # What somebody else wrote meanwhile is told too; nothing is told twice.
        for entry in await self.entries(found.id, found.entries - 2):
            await self.tell(entry)
        return found

    # -- in a thread -------------------------------------------------------------------------

    def _say(self, handoff_id: str, operator: Operator, text: str, client_id: str) -> Entry:
        numbers = [each.phone for each in self._library.store.departments() if each.phone]
        told = mask_but(text, [*numbers, say("page.hotline")])
        return self._claims.say(handoff_id, operator, told, client_id)

    def _transfer(
        self, handoff_id: str, operator: Operator, colleague_id: str | None, department: str | None
    ) -> Handoff:
        colleague = self.presences.colleague(colleague_id) if colleague_id else None
        known = self._library.store.department(department) if department else None
        if department and known is None:
            raise DepartmentNotFound(department)
        name = known.name if known else None
        return self._claims.transfer(handoff_id, operator, colleague=colleague, department=name)
