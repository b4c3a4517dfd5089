"""The hand-off while the bridge runs: its bus, and the look into the store every second."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

from api.background import background
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
        async with background("live", Watcher(live.handoffs, bus).run()):
            yield live
