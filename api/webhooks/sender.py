"""Sending what is due: signed, in limited time, and again later where it did not arrive."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import structlog
from starlette.concurrency import run_in_threadpool

from api.logs import describe
from api.webhooks.reach import Place, Reach, Unreachable
from api.webhooks.signing import Seal, Unsealable, headers_of
from policies.content.webhooks.deliveries import Deliveries, Due
from policies.content.webhooks.endpoints import WebhookNotFound, Webhooks

log = structlog.get_logger("api.webhooks")
# So many are on their way to one webhook at a time; each webhook goes at its own pace.
AT_ONCE = 4
ATTEMPT_S = 10.0
# 5 s, 20 s, 80 s … 6 h, each a fifth more or less: ten attempts in about twenty hours.
FIRST_WAIT_S, FACTOR, LONGEST_WAIT_S, SPREAD = 5.0, 4, 6 * 3600.0, 0.2
MOST_ATTEMPTS = 10
GONE = 410
ACTOR = "webhooks"


def wait_s(attempts: int, spread: Callable[[float, float], float] = random.uniform) -> float:
    """Return how long to wait after so many failed attempts, in seconds, with a chance part (jitter)."""
    whole = min(FIRST_WAIT_S * float(FACTOR ** min(attempts - 1, 20)), LONGEST_WAIT_S)
    return whole * spread(1 - SPREAD, 1 + SPREAD)


class Sender:
    """Sends. Whether this process may is not its business: see `running.py`."""

    def __init__(
        self,
        deliveries: Deliveries,
        webhooks: Webhooks,
        seal: Seal,
        reach: Reach,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._deliveries = deliveries
        self._webhooks = webhooks
        self._seal = seal
        self._reach = reach
        self._clock = clock

    async def waiting(self) -> list[str]:
        """Return the webhooks for which there is something to send."""
        return await run_in_threadpool(self._deliveries.waiting, self._clock())

    async def send_due(self, client: httpx.AsyncClient, webhook_id: str) -> int:
        """Send some of what is due to a webhook, at once, and return how many were tried.

        Raises:
            SQLAlchemyError: the store did not take down what became of one; all the others were tried nevertheless.
        """
        due = await run_in_threadpool(self._deliveries.due, webhook_id, self._clock(), AT_ONCE)
        sent = await asyncio.gather(*(self._send(client, each) for each in due), return_exceptions=True)
        for error in sent:
            if error is not None:
                raise error
        return len(due)

    async def _send(self, client: httpx.AsyncClient, due: Due) -> None:
        result, status = await self._attempt(client, due)
        if status == GONE:
            await run_in_threadpool(self._disable, due.webhook_id)
        if status is not None and 200 <= status < 300:
            await run_in_threadpool(self._deliveries.sent, due.id, result)
        elif due.attempts + 1 >= MOST_ATTEMPTS or status == GONE:
            await run_in_threadpool(self._deliveries.failed, due.id, result, None)
        else:
            again = self._clock() + timedelta(seconds=wait_s(due.attempts + 1))
            await run_in_threadpool(self._deliveries.failed, due.id, result, again)
        log.info("webhook", event_id=due.event_id, webhook_id=due.webhook_id, result=result)

    async def _attempt(self, client: httpx.AsyncClient, due: Due) -> tuple[str, int | None]:
        try:
            secret = self._seal.open(due.sealed)
            async with asyncio.timeout(ATTEMPT_S):
                place = await self._reach.place_of(due.url)
                status = await _post(client, place, secret, due, int(self._clock().timestamp()))
        except Unsealable:
            return "secret unreadable", None
        except Unreachable as error:
            return str(error), None
        except TimeoutError:
            return "timeout", None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__, None
        except (
            Exception
        ) as error:  # whatever is wrong with one delivery is tried again like any other failure
            log.error("webhook_broken", webhook_id=due.webhook_id, **describe(error))
            return type(error).__name__, None
        return f"status {status}", status

    def _disable(self, webhook_id: str) -> None:
        try:
            self._webhooks.disable(webhook_id, ACTOR)
        except WebhookNotFound:
            log.info("webhook_gone", webhook_id=webhook_id)


async def _post(client: httpx.AsyncClient, place: Place, secret: str, due: Due, timestamp: int) -> int:
    """Return the status of the answer; what else the receiver says is not read."""
    body = due.body.encode()
    headers = {
        "Host": place.host,
        "Content-Type": "application/json",
        "User-Agent": "yihaoda-webhooks/1",
        **headers_of(secret, due.event_id, timestamp, body),
    }
    known_as = {"sni_hostname": place.name}
    async with client.stream(
        "POST", place.url, content=body, headers=headers, extensions=known_as
    ) as response:
        return response.status_code
