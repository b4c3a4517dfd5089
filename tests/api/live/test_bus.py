"""Events within a process and, through a real Redis, between several."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as NoRedis

from api.live.bus import MOST_WAITING, Bus
from api.live.redis_bus import RedisBus, open_bus
from tests.api.live.conftest import complete
from tests.conftest import missing

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
CLOSED = "redis://127.0.0.1:9/0"
SOON_S = 5.0


def entry(position: int) -> dict[str, object]:
    return {"type": "entry", "handoff_id": "h-1", "position": position, "kind": "message"}


def test_an_event_reaches_who_subscribed_to_its_topic_and_nobody_else() -> None:
    async def run() -> None:
        bus = Bus()
        with bus.subscribe("a", "b") as both, bus.subscribe("c") as other:
            await bus.publish("b", {"type": "presence"})
            assert await both.next(SOON_S) == {"type": "presence"}
            assert await other.next(0) is None
        assert not bus.is_heard

    complete(run())


def test_an_entry_is_told_once_however_often_it_is_found() -> None:
    async def run() -> None:
        bus = Bus()
        with bus.subscribe("a") as events:
            for position in (1, 1, 2, 1):
                await bus.publish("a", entry(position))
            assert await events.next(0.1) == entry(1)
            assert await events.next(0.1) == entry(2)
            assert await events.next(0) is None

    complete(run())


def test_of_a_reader_who_is_too_slow_the_oldest_events_are_dropped() -> None:
    async def run() -> None:
        bus = Bus()
        with bus.subscribe("a") as events:
            for position in range(MOST_WAITING + 3):
                await bus.publish("a", entry(position))
            assert await events.next(SOON_S) == entry(3)

    complete(run())


@asynccontextmanager
async def two_processes() -> AsyncIterator[tuple[RedisBus, RedisBus]]:
    """Two buses with a connection of their own each, as two processes have them."""
    channel, first, second = f"test:{uuid4().hex}", Redis.from_url(REDIS), Redis.from_url(REDIS)
    try:
        await first.ping()
    except NoRedis:
        await first.aclose()
        missing("Redis", "no server answers at TEST_REDIS_URL (default 127.0.0.1:6379)")
    buses = RedisBus(first, channel), RedisBus(second, channel)
    listening = [asyncio.create_task(bus.listen()) for bus in buses]
    for bus in buses:
        await asyncio.wait_for(bus.listens.wait(), SOON_S)
    yield buses
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    await first.aclose()
    await second.aclose()


def test_redis_carries_events_to_other_processes_and_none_comes_twice() -> None:
    async def run() -> None:
        async with two_processes() as (here, there):
            with here.subscribe("a") as own, there.subscribe("a") as others:
                await here.publish("a", {"type": "typing", "handoff_id": "h-1"})
                await here.publish("a", entry(1))
                for events in (own, others):
                    assert await events.next(SOON_S) == {"type": "typing", "handoff_id": "h-1"}
                    assert await events.next(SOON_S) == entry(1)
                assert await own.next(0.1) is None

    complete(run())


def test_a_line_that_redis_dropped_is_taken_up_again() -> None:
    async def run() -> None:
        async with two_processes() as (here, there):
            killer = Redis.from_url(REDIS)
            names = [each for each in await killer.client_list() if each.get("sub") == "1"]
            there.listens.clear()
            for each in names:
                await killer.client_kill(each["addr"])
            await killer.aclose()
            await asyncio.wait_for(there.listens.wait(), SOON_S)
            with there.subscribe("a") as others:
                await here.publish("a", {"type": "presence"})
                assert await others.next(SOON_S) == {"type": "presence"}

    complete(run())


def test_without_its_redis_a_process_still_hears_itself() -> None:
    async def run() -> None:
        async with open_bus(CLOSED) as bus:
            with bus.subscribe("a") as events:
                await bus.publish("a", {"type": "presence"})
                assert await events.next(SOON_S) == {"type": "presence"}

    complete(run())


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"origin": "x"}', b'{"origin": "x", "topic": "a", "event": 3}']
)
def test_what_is_no_event_is_passed_over(data: bytes) -> None:
    async def run() -> None:
        client = Redis.from_url(CLOSED)
        bus = RedisBus(client)
        with bus.subscribe("a") as events:
            bus._take(data)
            assert await events.next(0) is None
        await client.aclose()

    complete(run())


def test_what_came_together_can_be_taken_together() -> None:
    async def run() -> None:
        bus = Bus()
        with bus.subscribe("a") as events:
            for position in (1, 2, 3):
                await bus.publish("a", entry(position))
            assert await events.next(SOON_S) == entry(1)
            assert events.rest() == [entry(2), entry(3)]
            assert events.rest() == []

    complete(run())
