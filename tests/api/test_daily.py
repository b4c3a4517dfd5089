"""What the bridge does once a day."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from api.daily import Retention, daily
from policies.content.conversations import ConversationLog
from policies.content.ending import Keeping
from policies.content.store import Store
from policies.errors import StoreError
from tests.databases import laid_out


def test_one_of_several_processes_deletes_once_a_day(tmp_path: Path) -> None:
    store = Store.open(laid_out(tmp_path / "library.db"))
    ConversationLog(store.engine).start("web")
    now = [datetime.now(UTC) + timedelta(days=8)]
    one, other = (
        Retention(store.engine, lambda: Keeping(7, 7, 7, 7, 7, 7), lambda: now[0]) for _ in range(2)
    )
    with structlog.testing.capture_logs() as logs:
        assert [one.run(), other.run(), one.run()] == [True, False, False]
        now[0] += timedelta(hours=23)
        assert not other.run()
        now[0] += timedelta(hours=2)
        assert other.run()
    assert [each["conversations"] for each in logs if each["event"] == "retention"] == [1, 0]
    store.close()


@pytest.mark.parametrize("fails", [True, False])
def test_it_is_done_again_and_again_whatever_happens_once(fails: bool) -> None:
    runs: list[int] = []
    done = asyncio.Event()

    async def watched() -> None:
        loop = asyncio.get_running_loop()

        def run() -> bool:
            runs.append(1)
            if fails and len(runs) == 1:
                raise StoreError("busy")
            if len(runs) == 3:
                loop.call_soon_threadsafe(done.set)
            return True

        async with daily(run, first_s=0, pause_s=0), asyncio.timeout(10):
            await done.wait()

    asyncio.run(watched())
    assert len(runs) >= 3
