"""The parts that tell other systems what happened, put together and set to work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.settings import BridgeSettings
from api.webhooks.reach import Reach
from api.webhooks.running import Running, running
from api.webhooks.sender import Sender
from api.webhooks.signing import Seal, new_secret
from policies.content.store import Store
from policies.content.webhooks.deliveries import Deliveries
from policies.content.webhooks.endpoints import Webhook, Webhooks


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, what is on its way, what seals secrets, and where addresses may lead."""

    webhooks: Webhooks
    deliveries: Deliveries
    seal: Seal
    reach: Reach

    def register(self, url: str, events: Iterable[str], note: str, actor: str) -> tuple[Webhook, str]:
        """Register an address, and return it with its secret, which is told this once.

        Raises:
            InputError: the address may not be reached from here.
        """
        self.reach.demand(url)
        secret = new_secret()
        made = self.webhooks.add(url, list(dict.fromkeys(events)), self.seal.seal(secret), note, actor)
        return made, secret

    def renew(self, webhook_id: str, actor: str, reason: str = "") -> str:
        """Give a webhook a new secret, and return it; the one before verifies nothing any more.

        Raises:
            WebhookNotFound: none has this identifier.
        """
        secret = new_secret()
        self.webhooks.reseal(webhook_id, self.seal.seal(secret), actor, reason)
        return secret


@asynccontextmanager
async def open_telling(settings: BridgeSettings, store: Store) -> AsyncIterator[Telling]:
    """Give the parts, and send in the background as long as the block lasts."""
    telling = Telling(
        Webhooks(store),
        Deliveries(store),
        Seal(settings.internal_secret.get_secret_value()),
        Reach(settings.webhook_private),
    )
    sender = Sender(telling.deliveries, telling.webhooks, telling.seal, telling.reach)
    async with running(Running(store, sender)):
        yield telling
