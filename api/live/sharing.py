"""One reading of the store for all who ask for the same at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")


class Shared(Generic[T]):
    """A reading that many tabs want at once, since the same event woke them.

    Whoever asks gets one that begins after the question: who comes while one is under way shares the next.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        """Read by `read`, in a thread."""
        self._read = read
        self._next: asyncio.Task[T] | None = None
        self._reading = asyncio.Lock()

    async def now(self) -> T:
        """Return what stands in the store now.

        Raises:
            Exception: what the reading raises, to everybody who shares it.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._begin())
        return await asyncio.shield(self._next)

    async def _begin(self) -> T:
        async with self._reading:
            self._next = None
            return await run_in_threadpool(self._read)
