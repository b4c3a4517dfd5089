"""What stops holding, month by month."""

from __future__ import annotations

from itertools import groupby

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened
from policies.content.expiring import Expiring, expiring

AHEAD_DAYS = 366


async def build_expiring(opened: Opened) -> None:
    """Show the year ahead."""
    found = await run_in_threadpool(expiring, opened.bridge.library.store, opened.bridge.today(), AHEAD_DAYS)
    opened.part("months", "expiring.html", months=by_month(found))


def by_month(found: list[Expiring]) -> list[tuple[str, list[Expiring]]]:
    """Return what expires by its month, "2026-12", the next month first."""
    return [(month, list(each)) for month, each in groupby(found, key=lambda each: f"{each.last_day:%Y-%m}")]
