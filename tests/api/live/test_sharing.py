"""One reading for many who ask at once, and never one that began before the question."""

from __future__ import annotations

import asyncio
from itertools import count
from threading import Event

import pytest

from api.live.sharing import Shared
from tests.api.live.conftest import complete


def test_who_asks_while_a_reading_is_under_way_shares_the_next() -> None:
    async def run() -> None:
        began, goes_on, numbers = Event(), Event(), count(1)

        def read() -> int:
            number = next(numbers)
            began.set()
            assert goes_on.wait(10)
            return number

        shared = Shared(read)
        first = asyncio.create_task(shared.now())
        assert await asyncio.to_thread(began.wait, 10)
        others = [asyncio.create_task(shared.now()) for _ in range(200)]
        await asyncio.sleep(0)
        goes_on.set()
        assert await first == 1
        assert set(await asyncio.gather(*others)) == {2}
        assert await shared.now() == 3

    complete(run())


def test_what_goes_wrong_reaches_all_who_shared_it_and_nobody_after() -> None:
    async def run() -> None:
        numbers = count(1)

        def read() -> int:
            if (number := next(numbers)) == 1:
                raise OSError
            return number

        shared = Shared(read)
        told = await asyncio.gather(shared.now(), shared.now(), return_exceptions=True)
        assert [type(each) for each in told] == [OSError, OSError]
        assert await shared.now() == 2

    complete(run())


def test_one_who_gives_up_takes_nothing_from_the_others() -> None:
    async def run() -> None:
        goes_on = Event()
        shared = Shared(lambda: goes_on.wait(10))
        leaver, other = asyncio.create_task(shared.now()), asyncio.create_task(shared.now())
        await asyncio.sleep(0)
        leaver.cancel()
        goes_on.set()
        assert await other
        with pytest.raises(asyncio.CancelledError):
            await leaver

    complete(run())
