"""The parts that tell other systems what happened, put together and set to work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.settings import BridgeSettings
from api.webhooks.reach import Reach
from api.webhooks.running import Running, running
from api.webhooks.sender import Sender
from api.webhooks.signing import Seal
from policies.content.orders.forgetting import forget_contacts
from policies.content.store import Store
from policies.content.webhooks.deliveries import Deliveries
from policies.content.webhooks.endpoints import Webhooks


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, what is on its way, what seals secrets, and where addresses may lead."""

    webhooks: Webhooks
    deliveries: Deliveries
    seal: Seal
    reach: Reach


@asynccontextmanager
async def open_telling(settings: BridgeSettings, store: Store) -> AsyncIterator[Telling]:
    """Give the parts, and send in the background as long as the block lasts."""
    telling = Telling(
        Webhooks(store),
        Deliveries(store),
        Seal(settings.internal_secret.get_secret_value()),
        Reach(settings.webhook_private),
    )

    def tidy() -> None:
        now = datetime.now(UTC)
        forget_contacts(store.engine, now - timedelta(days=settings.order_contact_days))
        telling.deliveries.forget(now - timedelta(days=settings.webhook_days))

    sender = Sender(telling.deliveries, telling.webhooks, telling.seal, telling.reach)
    async with running(Running(store, sender, tidy)):
        yield telling
