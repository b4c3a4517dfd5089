"""Work that goes on beside what else is done, and ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

from api.logs import describe

log = structlog.get_logger("api.background")


@asynccontextmanager
async def background(name: str, work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let `work` go on as long as the block lasts; then it is cancelled, and the block ends when it has ended.

    Work that breaks is logged under its name when it does, and breaks nothing else.
    """
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_note_a_break)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def _note_a_break(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("background_broken", task=task.get_name(), **describe(error))
