"""The task of the bridge that sends, and lets go of what is kept no longer; one process does it at a time."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.logs import describe
from api.webhooks.sender import AT_ONCE, ATTEMPT_S, BATCH, Sender
from policies.content.lease import Leases
from policies.content.store import Store
from policies.errors import LibraryError

log = structlog.get_logger("api.webhooks")
NAME = "webhooks"
# Longer than the slowest batch takes, so that nobody else begins before it ends.
LASTS = timedelta(seconds=(BATCH // AT_ONCE + 1) * ATTEMPT_S + 30)
LOOKS_EVERY_S = 1.0
# Not at once: a start has enough to do.
TIDIES_AFTER, TIDIES_EVERY = timedelta(minutes=1), timedelta(hours=1)


class Running:
    """Looks every second whether something is due, and sends it where this process holds the lease."""

    def __init__(self, store: Store, sender: Sender, tidy: Callable[[], None]) -> None:
        """Work on `store`; `tidy` is called about once an hour by one process."""
        self._sender = sender
        self._tidy = tidy
        self._leases = Leases(store.engine, uuid.uuid4().hex)
        self._tidied_at = datetime.now(UTC) - TIDIES_EVERY + TIDIES_AFTER

    async def go(self) -> None:
        """Work until cancelled; what the store or a receiver does wrong is logged and tried again."""
        async with httpx.AsyncClient(timeout=ATTEMPT_S, trust_env=False, follow_redirects=False) as client:
            while True:
                try:
                    await self.step(client)
                except (SQLAlchemyError, LibraryError) as error:
                    log.error("webhooks_failed", **describe(error))
                await asyncio.sleep(LOOKS_EVERY_S)

    async def step(self, client: httpx.AsyncClient) -> None:
        """Send everything that is due now, and tidy where it is time."""
        while await self._sender.is_any_due() and await self._holds():
            await self._sender.send_due(client)
        if datetime.now(UTC) - self._tidied_at > TIDIES_EVERY and await self._holds():
            self._tidied_at = datetime.now(UTC)
            await run_in_threadpool(self._tidy)

    async def _holds(self) -> bool:
        return await run_in_threadpool(self._leases.hold, NAME, LASTS)

    async def stop(self) -> None:
        """Let the lease go, so that another process need not wait."""
        with suppress(SQLAlchemyError):
            await run_in_threadpool(self._leases.release, NAME)


@asynccontextmanager
async def running(work: Running) -> AsyncIterator[None]:
    """Work in the background as long as the block lasts."""
    task = asyncio.create_task(work.go())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await work.stop()
