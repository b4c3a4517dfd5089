"""Events between processes through Redis: at once here, through one channel to everybody else.

Redis may be slow, gone or back again: what was not told through it is found by the look into the store every second.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.background import background
from api.live.bus import Bus, Event
from api.logs import describe
from policies.helpers.breaker import Breaker

CHANNEL = "yihaoda:live"
ANSWERS_IN_S = 0.5
LISTENS_S = 5.0
RESTS_S = 2.0
log = structlog.get_logger("api.live")


class RedisBus(Bus):
    """Events within this process, and through Redis to all others of the same service."""

    def __init__(self, client: Redis, channel: str = CHANNEL) -> None:
        super().__init__()
        self._client = client
        self._channel = channel
        self._origin = uuid4().hex
        self._breaker = Breaker(1, RESTS_S)
        self.listens = asyncio.Event()

    async def publish(self, topic: str, event: Event) -> None:
        """Tell everybody who subscribed to a topic, in every process."""
        self.deliver(topic, event)
        if not self._breaker.allows():
            return
        told = json.dumps({"origin": self._origin, "topic": topic, "event": event})
        try:
            async with asyncio.timeout(ANSWERS_IN_S):
                await self._client.publish(self._channel, told)
        except (RedisError, OSError, TimeoutError) as error:
            self._breaker.failed()
            log.warning("redis_silent", **describe(error))
        else:
            self._breaker.succeeded()

    async def listen(self) -> None:
        """Receive what other processes tell, for as long as the task runs."""
        while True:
            try:
                await self._receive()
            except (RedisError, OSError, TimeoutError) as error:
                log.warning("redis_lost", **describe(error))
            self.listens.clear()
            await asyncio.sleep(RESTS_S)

    async def _receive(self) -> None:
        async with self._client.pubsub(ignore_subscribe_messages=False) as line:
            await line.subscribe(self._channel)
            while True:
                message = await line.get_message(timeout=LISTENS_S)
                if message is None:
                    await line.ping()
                elif message["type"] == "subscribe":
                    self.listens.set()
                elif message["type"] == "message":
                    self._take(message["data"])

    def _take(self, data: bytes) -> None:
        with suppress(ValueError, KeyError, TypeError):
            told = json.loads(data)
            if told["origin"] != self._origin:
                self.deliver(str(told["topic"]), dict(told["event"]))


@asynccontextmanager
async def open_bus(redis_url: str | None) -> AsyncIterator[Bus]:
    """Give the bus of a process: through Redis where its address is known."""
    if redis_url is None:
        yield Bus()
        return
    client = Redis.from_url(redis_url, socket_connect_timeout=ANSWERS_IN_S, socket_keepalive=True)
    bus = RedisBus(client)
    try:
        async with background("redis", bus.listen()):
            yield bus
    finally:
        await client.aclose()
