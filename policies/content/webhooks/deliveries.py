"""What is on its way to webhooks: what is due, what became of an attempt, what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.store import Store
from policies.content.webhooks.endpoints import KIND
from policies.content.webhooks.outbox import DEAD, PENDING, SENT
from policies.errors import InputError, NotFound

W, E, D = tables.WEBHOOK, tables.WEBHOOK_EVENT, tables.WEBHOOK_DELIVERY
LONGEST_RESULT = 64


class DeliveryNotFound(NotFound):
    """Nothing is or was on its way under this number."""


@dataclass(frozen=True, slots=True)
class Due:
    """An event that is to be sent now; `sealed` is the webhook's secret as it is stored."""

    id: int
    event_id: str
    webhook_id: str
    url: str
    sealed: str
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event's way to one webhook.

    Attributes:
        state: "pending", "sent" or "dead".
        attempts: how often it was tried.
        next_at: when it is tried next, while it is pending.
        last_result: what became of the last attempt.
    """

    id: int
    event_id: str
    webhook_id: str
    type: str
    subject: str
    state: str
    attempts: int
    next_at: datetime
    last_at: datetime | None
    last_result: str | None


class Deliveries:
    """The deliveries of a store."""

    def __init__(self, store: Store) -> None:
        """Follow what is on its way in `store`."""
        self._engine = store.engine

    def due(self, webhook_id: str, now: datetime, limit: int) -> list[Due]:
        """Return what is to be sent to a webhook, what waits longest first."""
        query = (
            sa.select(D.c.id, D.c.event_id, D.c.webhook_id, W.c.url, W.c.secret, E.c.body, D.c.attempts)
            .join(W, W.c.id == D.c.webhook_id)
            .join(E, E.c.id == D.c.event_id)
            .where(*_is_due(now), D.c.webhook_id == webhook_id)
            .order_by(D.c.next_at, D.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [Due(*row) for row in connection.execute(query)]

    def waiting(self, now: datetime) -> list[str]:
        """Return the webhooks for which there is something to send, by identifier; cheap, for asking often."""
        query = sa.select(D.c.webhook_id).join(W, W.c.id == D.c.webhook_id).where(*_is_due(now)).distinct()
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def sent(self, delivery_id: int, result: str) -> None:
        """Note that an event has arrived."""
        self._note(delivery_id, state=SENT, last_result=result)

    def failed(self, delivery_id: int, result: str, next_at: datetime | None) -> None:
        """Note that an attempt failed; it is given up where no next one is named."""
        values = {"next_at": next_at} if next_at is not None else {"state": DEAD}
        self._note(delivery_id, last_result=result, **values)

    def of(self, delivery_id: int) -> Delivery:
        """Return a delivery.

        Raises:
            DeliveryNotFound: there is none of this number.
        """
        with self._engine.connect() as connection:
            row = connection.execute(_SHOWN.where(D.c.id == delivery_id)).mappings().first()
        if row is None:
            raise DeliveryNotFound(str(delivery_id))
        return _delivery(row)

    def page(
        self,
        state: str | None = None,
        before: int | None = None,
        limit: int = 50,
        webhook_id: str | None = None,
    ) -> list[Delivery]:
        """Return deliveries, the newest first; `before` is the `id` of the last one of the page before."""
        query = _SHOWN.order_by(D.c.id.desc()).limit(limit)
        if webhook_id is not None:
            query = query.where(D.c.webhook_id == webhook_id)
        if state is not None:
            query = query.where(D.c.state == state)
        if before is not None:
            query = query.where(D.c.id < before)
        with self._engine.connect() as connection:
            return [_delivery(row) for row in connection.execute(query).mappings()]

    def replay(self, delivery_id: int, actor: str) -> None:
        """Send an event again from the beginning: one that was given up, or one that was lost at its receiver.

        Raises:
            DeliveryNotFound: there is none of this number.
            InputError: it is on its way already.
        """
        again = {"state": PENDING, "attempts": 0, "next_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            ended = sa.update(D).where(D.c.id == delivery_id, D.c.state != PENDING)
            if connection.execute(ended.values(**again)).rowcount == 0:
                if connection.scalar(sa.select(D.c.id).where(D.c.id == delivery_id)) is None:
                    raise DeliveryNotFound(str(delivery_id))
                raise InputError(str(delivery_id), "delivery_pending")
            write_entry(connection, actor, "replay", KIND, str(delivery_id))

    def _note(self, delivery_id: int, *, last_result: str, **values: Any) -> None:
        noted = {"attempts": D.c.attempts + 1, "last_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(D)
                .where(D.c.id == delivery_id)
                .values(**noted, last_result=last_result[:LONGEST_RESULT], **values)
            )


_COLUMNS = ("id", "event_id", "webhook_id", "state", "attempts", "next_at", "last_at", "last_result")
_SHOWN = sa.select(*(D.c[name] for name in _COLUMNS), E.c.type, E.c.subject).join(E, E.c.id == D.c.event_id)


def _is_due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (D.c.state == PENDING, D.c.next_at <= now, W.c.disabled_at.is_(None))


def _delivery(row: sa.RowMapping) -> Delivery:
    return Delivery(**row)
