"""The look into the store every second."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from api.live.bus import Bus
from api.live.telling import DESK
from api.live.watching import Watcher
from policies.content.live.claims import Claims
from policies.content.live.handoffs import Handoffs
from policies.content.live.model import LEASE, HandoffState
from policies.content.live.model import Operator as Person
from policies.content.live_tables import LIVE_ENTRY
from policies.library import Library
from tests.api.live.conftest import Operator, Visitor, complete

SOON_S = 5.0


def test_what_vanished_operators_held_is_back_without_anybody_asking(
    visitor: Visitor, anna: object, library: Library
) -> None:
    visitor.enter()
    handoffs = Handoffs(library.store.engine)
    Claims(handoffs).claim(visitor.handoff_id, Person("k-gone", "已离开"))
    later = Handoffs(library.store.engine, lambda: handoffs.clock() + LEASE)

    async def run() -> None:
        bus = Bus()
        watching = asyncio.create_task(Watcher(later, bus, 0.01).run())
        with bus.subscribe(DESK) as events:
            while True:
                event = await events.next(SOON_S)
                assert event is not None
                if event["kind"] == "returned" and event["handoff_id"] == visitor.handoff_id:
                    break
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    complete(run())
    assert handoffs.get(visitor.handoff_id).state is HandoffState.WAITING


def test_an_entry_that_becomes_visible_late_is_told_all_the_same(
    visitor: Visitor, anna: object, library: Library
) -> None:
    """PostgreSQL gives numbers at the insert: a slow commit shows a lower number after a higher one."""
    visitor.enter()
    engine = library.store.engine
    handoffs = Handoffs(engine)

    def put(number: int, position: int) -> None:
        found = handoffs.get(visitor.handoff_id)
        with engine.begin() as connection:
            connection.execute(
                sa.insert(LIVE_ENTRY).values(
                    id=number, handoff_id=found.id, conversation_id=found.conversation_id, position=position,
                    kind="message", author="visitor", text="", at=found.entered_at,
                )
            )  # fmt: skip

    async def run() -> None:
        bus, newest = Bus(), handoffs.get(visitor.handoff_id)
        watcher = Watcher(handoffs, bus)
        with bus.subscribe(f"handoff:{newest.id}") as events:
            await watcher.look()
            put(1_000_002, 3)
            await watcher.look()
            assert (await events.next(SOON_S) or {})["position"] == 3
            put(1_000_001, 2)
            await watcher.look()
            assert (await events.next(SOON_S) or {})["position"] == 2

    complete(run())


def test_the_first_look_finds_nothing_new_and_the_next_what_came_since(
    visitor: Visitor, anna: Operator, library: Library
) -> None:
    visitor.enter()

    async def run() -> None:
        watcher = Watcher(Handoffs(library.store.engine), bus := Bus())
        with bus.subscribe(DESK) as events:
            await watcher.look()
            await watcher.look()
            assert await events.next(0) is None
            await asyncio.to_thread(anna.claim, visitor.handoff_id)
            await watcher.look()
            assert ((await events.next(SOON_S)) or {})["kind"] == "claimed"
            assert await events.next(0) is None

    complete(run())


def test_what_came_before_the_first_look_of_a_listener_is_told(
    visitor: Visitor, anna: Operator, library: Library
) -> None:
    """Somebody begins to listen between two looks, and something happens before the next."""
    visitor.enter()

    async def run() -> None:
        watcher = Watcher(Handoffs(library.store.engine), bus := Bus())
        await watcher.mark()
        with bus.subscribe(DESK) as events:
            await asyncio.to_thread(anna.claim, visitor.handoff_id)
            await watcher.look()
            assert ((await events.next(SOON_S)) or {})["kind"] == "claimed"

    complete(run())


def test_numbers_that_come_again_after_an_erasure_are_told(
    visitor: Visitor, anna: Operator, library: Library
) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)

    async def run() -> None:
        watcher = Watcher(Handoffs(library.store.engine), bus := Bus())
        with bus.subscribe(DESK) as events:
            await watcher.look()
            with library.store.engine.begin() as connection:
                newest = sa.select(sa.func.max(LIVE_ENTRY.c.id)).scalar_subquery()
                connection.execute(sa.delete(LIVE_ENTRY).where(LIVE_ENTRY.c.id == newest))
            await watcher.look()
            await asyncio.to_thread(anna.close, visitor.handoff_id)
            await watcher.look()
            assert ((await events.next(SOON_S)) or {})["kind"] == "closed"

    complete(run())


def test_a_store_that_fails_is_looked_into_again(
    library: Library, visitor: Visitor, anna: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.enter()
    watcher = Watcher(Handoffs(library.store.engine), bus := Bus(), 0.01)
    looked = asyncio.Event()
    healthy = watcher.look

    async def failing_once() -> None:
        monkeypatch.setattr(watcher, "look", healthy)
        looked.set()
        raise sa.exc.OperationalError("", None, Exception("the disk is full"))

    monkeypatch.setattr(watcher, "look", failing_once)

    async def run() -> None:
        watching = asyncio.create_task(watcher.run())
        with bus.subscribe(f"handoff:{visitor.handoff_id}") as events:
            await asyncio.wait_for(looked.wait(), SOON_S)
            anna.claim(visitor.handoff_id)
            assert await events.next(SOON_S) is not None
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    complete(run())
