"""Locks by name."""

from __future__ import annotations

import asyncio
import gc

from api.chat.locks import NamedLocks


def test_one_name_has_one_lock_and_two_names_have_two() -> None:
    locks = NamedLocks()
    held = locks.of("甲")
    assert locks.of("甲") is held
    assert locks.of("乙") is not held


def test_a_lock_nobody_uses_is_forgotten() -> None:
    locks = NamedLocks()

    async def use() -> None:
        async with locks.of("甲"):
            await asyncio.sleep(0)

    asyncio.run(use())
    gc.collect()
    assert len(locks._locks) == 0
