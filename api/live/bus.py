"""Events between those who act and those who look on: published under a topic, received by who subscribed to it.

An event is a hint that something happened, never the thing itself: who receives one reads the store. So an event that
is lost costs a moment until the next look (`api.live.watching`), and one that comes twice costs nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]
MOST_WAITING = 500
REMEMBERED = 2_000


class Subscription:
    """The events of some topics, oldest first; of a reader who is too slow the oldest are dropped."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[Event] = asyncio.Queue(MOST_WAITING)

    def put(self, event: Event) -> None:
        """Add an event."""
        if self._events.full():
            self._events.get_nowait()
        self._events.put_nowait(event)

    def rest(self) -> list[Event]:
        """Return what has come and was not taken yet."""
        return [self._events.get_nowait() for _ in range(self._events.qsize())]

    async def next(self, timeout_s: float | None = None) -> Event | None:
        """Return the next event; None where none comes in time."""
        try:
            async with asyncio.timeout(timeout_s):
                return await self._events.get()
        except TimeoutError:
            return None


class Bus:
    """Events within one process; used from its event loop only."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._told: OrderedDict[tuple[str, str, int], None] = OrderedDict()

    async def publish(self, topic: str, event: Event) -> None:
        """Tell everybody who subscribed to a topic."""
        self.deliver(topic, event)

    def deliver(self, topic: str, event: Event) -> None:
        """Tell everybody in this process; the same entry of a hand-off is told once."""
        if self._is_old(topic, event):
            return
        for each in self._subscriptions.get(topic, ()):
            each.put(event)

    @contextmanager
    def subscribe(self, *topics: str) -> Iterator[Subscription]:
        """Receive the events of topics until the block ends."""
        subscription = Subscription()
        for topic in topics:
            self._subscriptions.setdefault(topic, set()).add(subscription)
        try:
            yield subscription
        finally:
            for topic in topics:
                self._subscriptions[topic].discard(subscription)
                if not self._subscriptions[topic]:
                    del self._subscriptions[topic]

    @property
    def is_heard(self) -> bool:
        """Tell whether anybody has subscribed to anything."""
        return bool(self._subscriptions)

    def _is_old(self, topic: str, event: Event) -> bool:
        if "position" not in event:
            return False
        key = (topic, str(event["handoff_id"]), int(event["position"]))
        if key in self._told:
            return True
        self._told[key] = None
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return False
