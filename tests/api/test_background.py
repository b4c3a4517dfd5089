"""Work beside what else is done: it ends with it, and what breaks is told at once."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from api.background import background


@pytest.fixture
def told() -> list[str]:
    return []


def test_work_goes_on_until_the_block_ends_and_tidies_up_first(told: list[str]) -> None:
    async def work() -> None:
        told.append("began")
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            told.append("tidied up")

    async def beside() -> None:
        async with background("work", work()):
            await asyncio.sleep(0)
            told.append("beside")

    asyncio.run(beside())
    assert told == ["began", "beside", "tidied up"]


def test_what_breaks_in_the_block_ends_the_work_all_the_same(told: list[str]) -> None:
    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            told.append("ended")

    async def beside() -> None:
        async with background("work", work()):
            await asyncio.sleep(0)
            raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(beside())
    assert told == ["ended"]


def test_work_that_breaks_is_told_at_once_without_its_words_and_breaks_nothing_else() -> None:
    async def work() -> None:
        raise ValueError("老人的电话是13800138000")

    async def beside() -> list[str]:
        async with background("watching", work()):
            await asyncio.sleep(0.01)
            return [str(each) for each in logs]

    with structlog.testing.capture_logs() as logs:
        (line,) = asyncio.run(beside())
    assert "watching" in line
    assert "ValueError" in line
    assert "13800138000" not in line
