"""A look into the store every second, so that nothing is missed that no event told: other processes, a silent Redis."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
import structlog
from starlette.concurrency import run_in_threadpool

from api.live.bus import Bus
from api.live.telling import told_of
from api.logs import describe
from policies.content.live.entries import newest_entries, newest_id
from policies.content.live.handoffs import Handoffs
from policies.content.live.sweeping import sweep

LOOKS_EVERY_S = 1.0
SWEEPS_EVERY = 5
# An entry gets its number before it can be seen: so many numbers below the highest may still appear.
LOOKS_BACK = 200
log = structlog.get_logger("api.live")


class Watcher:
    """Tells the subscribers of this process what others wrote, and undoes what time undoes."""

    def __init__(self, handoffs: Handoffs, bus: Bus, every_s: float = LOOKS_EVERY_S) -> None:
        self._handoffs = handoffs
        self._bus = bus
        self._every_s = every_s
        self._newest: int | None = None
        self._from = 0

    async def run(self) -> None:
        """Look for as long as the task runs; while nobody listens, only how far the entries have come."""
        looks = 0
        while True:
            try:
                if self._newest is None or not self._bus.is_heard:
                    await self.mark()
                else:
                    if looks % SWEEPS_EVERY == 0:
                        await run_in_threadpool(sweep, self._handoffs)
                    await self.look()
                    looks += 1
            except sa.exc.SQLAlchemyError as error:  # the next look may find the store well
                log.error("live_look_failed", **describe(error))
            await asyncio.sleep(self._every_s)

    async def mark(self) -> None:
        """Count what there is as told: whoever listens from now on reads it in the store."""
        self._newest = self._from = await run_in_threadpool(newest_id, self._handoffs.engine)

    async def look(self) -> None:
        """Tell of entries that are new since the last look; the first look finds none new."""
        highest = await run_in_threadpool(newest_id, self._handoffs.engine)
        if self._newest is None or highest < self._newest:  # the newest were erased: their numbers come again
            self._newest = self._from = highest
            return
        after = max(self._newest - LOOKS_BACK, self._from)
        for number, handoff_id, position, kind in await run_in_threadpool(
            newest_entries, self._handoffs.engine, after
        ):
            for topic, event in told_of(handoff_id, position, kind):
                self._bus.deliver(topic, event)
            self._newest = max(self._newest, number)
