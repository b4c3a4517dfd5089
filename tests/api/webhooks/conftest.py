"""A store whose work orders are told to addresses, and a clock that is set forward."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.webhooks.reach import Reach
from api.webhooks.sender import Sender
from api.webhooks.signing import Seal, new_secret
from policies.content.orders.work_orders import By, WorkOrders
from policies.content.store import Store
from policies.content.webhooks.deliveries import Deliveries
from policies.content.webhooks.endpoints import Webhook, Webhooks
from policies.content.webhooks.outbox import EVENTS
from tests.policies.content.orders.samples import fill, orders_of

SEAL, SECRET = Seal("a service's own secret of 32 chars"), new_secret()
DESK = By("坐席甲")


class Clock:
    """A clock that is set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Told:
    """A store whose orders are told to an address."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.orders: WorkOrders = orders_of(store)
        self.webhooks, self.deliveries = Webhooks(store), Deliveries(store)

    def register(self, url: str, *events: str) -> Webhook:
        return self.webhooks.add(url, events or EVENTS, SEAL.seal(SECRET), "", "管理丁")

    def sender(self, seal: Seal = SEAL) -> Sender:
        return Sender(self.deliveries, self.webhooks, seal, Reach(True), self.clock)

    def send(self, sender: Sender | None = None) -> int:
        async def sent() -> int:
            async with httpx.AsyncClient(trust_env=False) as client:
                sends = sender or self.sender()
                return sum([await sends.send_due(client, each) for each in await sends.waiting()])

        return asyncio.run(sent())

    def later(self, **ahead: float) -> None:
        self.clock.ahead += timedelta(**ahead)

    def states(self) -> list[tuple[str, int, str | None]]:
        return [(each.state, each.attempts, each.last_result) for each in self.deliveries.page()]


@pytest.fixture
def told(database_url: str) -> Iterator[Told]:
    store = Store.open(database_url)
    fill(store)
    yield Told(store, Clock())
    store.close()
