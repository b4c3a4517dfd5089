"""The task of the bridge that sends; one process does it at a time.

Each webhook is served by a task of its own: a receiver that keeps its sender waiting keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.background import background
from api.logs import describe
from api.trust import authorities
from api.webhooks.sender import ATTEMPT_S, Sender
from policies.content.lease import Leases
from policies.content.store import Store
from policies.errors import LibraryError

log = structlog.get_logger("api.webhooks")
NAME = "webhooks"
# Longer than what is sent at once takes, so that nobody else begins before it ends.
LASTS = timedelta(seconds=ATTEMPT_S + 30)
LOOKS_EVERY_S = 1.0


class Running:
    """Looks every second whether something is due, and sends it where this process holds the lease."""

    def __init__(self, store: Store, sender: Sender) -> None:
        """Work on `store`."""
        self._sender = sender
        self._leases = Leases(store.engine, uuid.uuid4().hex)
        self._serving: dict[str, asyncio.Task[None]] = {}

    async def go(self) -> None:
        """Work until cancelled; what the store or a receiver does wrong is logged and tried again."""
        async with httpx.AsyncClient(
            timeout=ATTEMPT_S, trust_env=False, follow_redirects=False, verify=authorities()
        ) as client:
            try:
                while True:
                    with _failures_logged():
                        await self.step(client)
                    await asyncio.sleep(LOOKS_EVERY_S)
            finally:
                for each in self._serving.values():
                    each.cancel()
                await self.idle()

    async def step(self, client: httpx.AsyncClient) -> None:
        """Set to work for every webhook that has something due and is not served yet."""
        for webhook_id in await self._sender.waiting():
            if webhook_id not in self._serving and await self._holds():
                self._serving[webhook_id] = asyncio.create_task(self._serve(client, webhook_id))

    async def idle(self) -> None:
        """Wait until everything that was set to work is done."""
        await asyncio.gather(*self._serving.values(), return_exceptions=True)

    async def _serve(self, client: httpx.AsyncClient, webhook_id: str) -> None:
        """Send what is due to one webhook until nothing is, or this process may not any more."""
        try:
            with _failures_logged():
                while await self._holds() and await self._sender.send_due(client, webhook_id):
                    pass
        finally:
            del self._serving[webhook_id]

    async def _holds(self) -> bool:
        return await run_in_threadpool(self._leases.hold, NAME, LASTS)

    async def stop(self) -> None:
        """Let the lease go, so that another process need not wait."""
        with suppress(SQLAlchemyError):
            await run_in_threadpool(self._leases.release, NAME)


@contextmanager
def _failures_logged() -> Iterator[None]:
    """Log what the store does wrong; the next look tries again."""
    try:
        yield
    except (SQLAlchemyError, LibraryError) as error:
        log.error("webhooks_failed", **describe(error))


@asynccontextmanager
async def running(work: Running) -> AsyncIterator[None]:
    """Work in the background as long as the block lasts."""
    try:
        async with background("webhooks", work.go()):
            yield
    finally:
        await work.stop()
