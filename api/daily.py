"""What the bridge does once a day, in one of its processes: deleting what is over its time."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
import structlog
from starlette.concurrency import run_in_threadpool

from api.logs import describe
from policies.content.lease import Leases
from policies.content.retention import Keeping, sweep
from policies.errors import LibraryError

FIRST_S, PAUSE_S = 60.0, 600.0
NAME = "retention"
# Longer than any sweep takes; a process that dies in one leaves it to another after this.
AT_WORK, EVERY = timedelta(hours=1), timedelta(days=1)
log = structlog.get_logger("api.daily")


class Retention:
    """Sweeps a store once a day, whichever process comes first."""

    def __init__(
        self,
        engine: sa.Engine,
        keeping: Keeping,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._keeping = keeping
        self._clock = clock
        holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"
        self._leases = Leases(engine, holder, clock)

    def run(self) -> bool:
        """Sweep if it is time and nobody else does; return whether this process did."""
        if not self._leases.take(NAME, AT_WORK):
            return False
        began = self._clock()
        ended = sweep(self._engine, self._keeping, began)
        self._leases.keep_until(NAME, began + EVERY)
        log.info("retention", conversations=ended.conversations, calls=ended.calls, contacts=ended.contacts)
        return True


@asynccontextmanager
async def daily(
    run: Callable[[], bool], first_s: float = FIRST_S, pause_s: float = PAUSE_S
) -> AsyncIterator[None]:
    """Call `run` again and again beside what is done inside; a failure is logged and tried again."""
    task = asyncio.create_task(_again(run, first_s, pause_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again(run: Callable[[], bool], first_s: float, pause_s: float) -> None:
    await asyncio.sleep(first_s)
    while True:
        try:
            await run_in_threadpool(run)
        except (LibraryError, sa.exc.SQLAlchemyError) as error:
            log.error("daily_failed", **describe(error))
        await asyncio.sleep(pause_s)
