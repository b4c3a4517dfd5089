"""What the bridge does by itself from time to time: deleting what is over, finding gaps, publishing what is due."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
import structlog
from starlette.concurrency import run_in_threadpool

from api.background import background
from api.bridge import Bridge
from api.logs import describe
from policies.content.ending import Keeping
from policies.content.lease import Leases
from policies.content.pairs.scheduling import publish_due
from policies.content.retention import sweep
from policies.errors import LibraryError
from policies.gaps.gaps import Gaps
from policies.regression.gate import RegressionGate

FIRST_S, PAUSE_S = 60.0, 600.0
# What was missed while the service stood still is made up for soon after it starts.
SOON_S, PUBLISHING_S = 5.0, 20.0
NAME, GAPS = "retention", "gaps"
# Longer than any sweep takes; a process that dies in one leaves it to another after this.
AT_WORK, EVERY = timedelta(hours=1), timedelta(days=1)
EVERY_HOUR = timedelta(hours=1)
log = structlog.get_logger("api.daily")


class Retention:
    """Sweeps a store once a day, whichever process comes first."""

    def __init__(
        self,
        engine: sa.Engine,
        keeping: Callable[[], Keeping],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Sweep by the days that `keeping` gives each time."""
        self._engine = engine
        self._keeping = keeping
        self._clock = clock
        self._leases = Leases(engine, _holder(), clock)

    def run(self) -> bool:
        """Sweep if it is time and nobody else does; return whether this process did."""
        if not self._leases.take(NAME, AT_WORK):
            return False
        began = self._clock()
        ended = sweep(self._engine, self._keeping(), began)
        self._leases.keep_until(NAME, began + EVERY)
        log.info("retention", **asdict(ended))
        return True


class GapSearch:
    """Looks for gaps every hour, whichever process comes first."""

    def __init__(self, bridge: Bridge) -> None:
        """Work on a bridge's library."""
        self._gaps = Gaps(bridge.library, bridge.known, bridge.today)
        self._leases = Leases(bridge.library.store.engine, _holder())

    def run(self) -> bool:
        """Look if it is time and nobody else does; return whether this process did."""
        if not self._leases.take(GAPS, AT_WORK):
            return False
        found = self._gaps.find()
        self._leases.keep_until(GAPS, datetime.now(UTC) + EVERY_HOUR)
        log.info("gaps", questions=found.questions, gaps=found.gaps)
        return True


class Schedule:
    """Publishes what is due; every process may, each publication happens once."""

    def __init__(self, bridge: Bridge) -> None:
        """Work on a bridge's library."""
        self._bridge = bridge

    def run(self) -> bool:
        """Publish what is due today; return whether something was."""
        library, today = self._bridge.library, self._bridge.today
        gate = RegressionGate(library, today)
        found = publish_due(library.store, today(), self._bridge.known, gate)
        for each in found:
            log.info("schedule", pair_id=each.pair_id, version=each.version, failed=each.failed)
        return bool(found)


def _holder() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"


@asynccontextmanager
async def daily(
    run: Callable[[], bool], first_s: float = FIRST_S, pause_s: float = PAUSE_S
) -> AsyncIterator[None]:
    """Call `run` again and again beside what is done inside; a failure is logged and tried again."""
    async with background("daily", _again(run, first_s, pause_s)):
        yield


async def _again(run: Callable[[], bool], first_s: float, pause_s: float) -> None:
    await asyncio.sleep(first_s)
    while True:
        try:
            await run_in_threadpool(run)
        except (LibraryError, sa.exc.SQLAlchemyError) as error:
            log.error("daily_failed", **describe(error))
        await asyncio.sleep(pause_s)
