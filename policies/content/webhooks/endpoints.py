"""The webhooks of a store: addresses of other systems that want to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.reasons import told_reason
from policies.content.store import Store
from policies.content.webhooks.outbox import announce_test
from policies.content.writing import new_id
from policies.errors import InputError, NotFound

W = tables.WEBHOOK
KIND = "webhook"


class WebhookNotFound(NotFound):
    """No webhook has this identifier."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told; without its secret.

    Attributes:
        events: which events it wants.
        note: whose it is.
        disabled_at: since when nothing is written down for it.
    """

    id: str
    url: str
    events: tuple[str, ...]
    note: str
    created_at: datetime
    created_by: str
    disabled_at: datetime | None = None


class Webhooks:
    """Registers addresses. Secrets come sealed: what is stored here opens nothing by itself."""

    def __init__(self, store: Store) -> None:
        """Keep the webhooks in `store`."""
        self._engine = store.engine

    def every(self) -> list[Webhook]:
        """Return all webhooks, the oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(W).order_by(W.c.created_at, W.c.id)).mappings()
            return [_webhook(row) for row in rows]

    def add(self, url: str, events: Sequence[str], sealed: str, note: str, actor: str) -> Webhook:
        """Register an address that is told from now on.

        Args:
            url: where to.
            events: which events.
            sealed: the secret, sealed.
            note: whose it is.
            actor: who registers it.
        """
        webhook_id, now = new_id("w"), datetime.now(UTC)
        row = {"id": webhook_id, "url": url, "events": list(events), "secret": sealed, "note": note}
        with self._engine.begin() as connection:
            connection.execute(sa.insert(W).values(**row, created_at=now, created_by=actor))
            write_entry(connection, actor, "create", KIND, webhook_id)
        return Webhook(webhook_id, url, tuple(events), note, now, actor)

    def test(self, webhook_id: str, actor: str) -> int:
        """Send a webhook a test event, and return the number of its delivery.

        Raises:
            WebhookNotFound: none has this identifier.
            InputError: it is disabled, and nothing is sent to it.
        """
        with writing(self._engine) as connection:
            row = connection.execute(sa.select(W.c.disabled_at).where(W.c.id == webhook_id)).first()
            if row is None:
                raise WebhookNotFound(webhook_id)
            if row.disabled_at is not None:
                raise InputError(webhook_id, "webhook_disabled")
            delivery_id = announce_test(connection, webhook_id, datetime.now(UTC))
            write_entry(connection, actor, "test", KIND, webhook_id)
        return delivery_id

    def reseal(self, webhook_id: str, sealed: str, actor: str, reason: str = "") -> None:
        """Give a webhook another secret; the one before opens nothing any more.

        Raises:
            WebhookNotFound: none has this identifier.
        """
        self._change(webhook_id, "new secret", actor, reason, secret=sealed)

    def enable(self, webhook_id: str, actor: str, reason: str = "") -> None:
        """Tell a webhook from now on, also what waits for it.

        Raises:
            WebhookNotFound: none has this identifier.
        """
        self._change(webhook_id, "enable", actor, reason, disabled_at=None)

    def disable(self, webhook_id: str, actor: str, reason: str = "") -> None:
        """Write nothing more down for a webhook, and send it nothing that waits.

        Raises:
            WebhookNotFound: none has this identifier.
        """
        self._change(webhook_id, "disable", actor, reason, disabled_at=datetime.now(UTC))

    def delete(self, webhook_id: str, actor: str, reason: str = "") -> None:
        """Take a webhook away, with everything on its way to it.

        Raises:
            WebhookNotFound: none has this identifier.
        """
        with self._engine.begin() as connection:
            if connection.execute(sa.delete(W).where(W.c.id == webhook_id)).rowcount == 0:
                raise WebhookNotFound(webhook_id)
            write_entry(connection, actor, "delete", KIND, webhook_id, **told_reason(reason))

    def _change(self, webhook_id: str, action: str, actor: str, reason: str, **values: Any) -> None:
        with self._engine.begin() as connection:
            if connection.execute(sa.update(W).where(W.c.id == webhook_id).values(**values)).rowcount == 0:
                raise WebhookNotFound(webhook_id)
            write_entry(connection, actor, action, KIND, webhook_id, **told_reason(reason))


def _webhook(row: sa.RowMapping) -> Webhook:
    told = {name: value for name, value in row.items() if name != "secret"}
    return Webhook(**{**told, "events": tuple(row["events"])})
