"""The hand-off while the bridge runs: its bus, and the look into the store every second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date

from api.live.redis_bus import open_bus
from api.live.service import Live
from api.live.watching import Watcher
from policies.library import Library


@asynccontextmanager
async def open_live(
    library: Library, redis_url: str | None, today: Callable[[], date]
) -> AsyncIterator[Live]:
    """Give the hand-off of an open library; at the end nobody looks into its store any more."""
    async with open_bus(redis_url) as bus:
        live = Live(library, bus, today)
        watching = asyncio.create_task(Watcher(live.handoffs, bus).run())
        try:
            yield live
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
