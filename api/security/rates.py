"""Counting how often somebody comes: in Redis where there is one, else and whenever it is silent in memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import Any

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio import ConnectionPool

from api.logs import describe
from api.security.proven import Proven
from api.security.rate_settings import Door, RateSettings
from api.security.visitors import hidden
from policies.helpers.breaker import Breaker

SILENT_S = 0.25
FAILURES, REST_S = 2, 5.0
PREFIX = "yihaoda:rate"
log = structlog.get_logger("api.rates")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands at a door after coming once more.

    Attributes:
        door: which.
        most: how many in a window.
        window_s: its length.
        remaining: how many more may come now.
        reset_s: after how many seconds one more may.
        is_over: whether this one was too many.
    """

    door: Door
    most: int
    window_s: int
    remaining: int
    reset_s: int
    is_over: bool


class RateExceeded(Exception):
    """Somebody came too often."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.door)
        self.standing = standing


class Rates:
    """The counts. A store that does not answer never keeps anybody out: this process then counts for itself.

    Attributes:
        proven: keys and sessions that have opened something, which are counted apart from their address.
    """

    def __init__(self, settings: RateSettings, secret: str) -> None:
        self.proven = Proven()
        self._settings = settings
        self._secret = secret
        self._here = SlidingWindowCounterRateLimiter(MemoryStorage())
        url = settings.redis_url.get_secret_value() if settings.redis_url is not None else None
        waits = {"socket_timeout": SILENT_S, "socket_connect_timeout": SILENT_S}
        self._pool = ConnectionPool.from_url(url, **waits) if url else None
        self._store = _store(url, self._pool) if url and self._pool is not None else None
        self._shared = SlidingWindowCounterRateLimiter(self._store) if self._store is not None else None
        self._breaker = Breaker(FAILURES, REST_S)
        self._has_warned = False

    async def come(self, door: Door, who: str) -> Standing | None:
        """Count somebody at a door and return where that leaves them; None where the door has no limit."""
        rate = self._settings.rate_of(door)
        return await self._counted(door, parse(rate), who) if rate else None

    async def stands(self, door: Door, who: str) -> Standing | None:
        """Return where somebody stands without counting; `is_over` tells whether one more would be too many."""
        rate = self._settings.rate_of(door)
        return await self._counted(door, parse(rate), who, cost=0) if rate else None

    async def _counted(self, door: Door, item: RateLimitItem, who: str, cost: int = 1) -> Standing:
        name = hidden(f"{door}:{who}", self._secret)
        if self._shared is not None and self._breaker.allows():
            try:
                async with asyncio.timeout(SILENT_S):
                    found = await _hit(self._shared, door, item, name, cost)
            except Exception as error:
                self._silent(error)
            else:
                self._breaker.succeeded()
                return found
        return await _hit(self._here, door, item, name, cost)

    def _silent(self, error: Exception) -> None:
        self._breaker.failed()
        log.warning("rate_store_silent", **describe(error))

    def status(self) -> dict[str, Any]:
        """Return the state for the readiness report: where the counts are kept, down where that is silent."""
        if self._shared is None:
            return {"status": "ready", "version": "memory"}
        return {"status": "down" if self._breaker.is_open else "ready", "version": "redis"}

    async def probe(self) -> dict[str, Any]:
        """Return the state after asking the store."""
        if self._store is not None:
            try:
                async with asyncio.timeout(SILENT_S):
                    is_there = await self._store.check()
            except Exception as error:
                is_there = False
                log.warning("rate_store_silent", **describe(error))
            if is_there:
                self._breaker.succeeded()
            else:
                self._breaker.failed()
                return {"status": "down", "version": "redis"}
        return self.status()

    def forwarded_unheard(self) -> None:
        """Note, once, that a proxy tells of addresses and is not among those that are believed."""
        if not self._has_warned:
            self._has_warned = True
            log.warning("forwarded_address_ignored", setting="YIHAODA_TRUSTED_PROXIES")

    async def aclose(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.disconnect()


def _store(url: str, pool: ConnectionPool) -> RedisStorage:
    # The library's types do not know of its own option for a pool.
    options: dict[str, Any] = {"connection_pool": pool}
    return RedisStorage(f"async+{url}", implementation="redispy", key_prefix=PREFIX, **options)


async def _hit(
    limiter: SlidingWindowCounterRateLimiter, door: Door, item: RateLimitItem, name: str, cost: int
) -> Standing:
    is_in = await limiter.hit(item, name) if cost else await limiter.test(item, name)
    stats = await limiter.get_window_stats(item, name)
    # A sliding window frees its first place a moment after the reset that the library tells.
    reset_s = max(1, floor(stats.reset_time - time.time()) + 1)
    remaining = 0 if not is_in else int(stats.remaining)
    return Standing(door, item.amount, item.get_expiry(), remaining, reset_s, not is_in)


def fields(standings: Iterable[Standing]) -> dict[str, str]:
    """Return RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10); Retry-After where one is over."""
    known = list(standings)
    if not known:
        return {}
    told = {
        "RateLimit-Policy": ", ".join(f'"{each.door}";q={each.most};w={each.window_s}' for each in known),
        "RateLimit": ", ".join(f'"{each.door}";r={each.remaining};t={each.reset_s}' for each in known),
    }
    waits = [each.reset_s for each in known if each.is_over]
    return {**told, "Retry-After": str(max(waits))} if waits else told
