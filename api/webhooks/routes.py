"""Webhooks for admins: who is told, what is on its way, what was given up."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.reasons import Reason
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Auditor
from api.security.text import Identifier, Legible
from api.webhooks.reach import LONGEST_URL

router = APIRouter(prefix="/api/v1/admin/webhooks", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Event = Literal["workorder.created", "workorder.updated", "workorder.answered"]
ALL: list[Event] = ["workorder.created", "workorder.updated", "workorder.answered"]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class WebhookIn(BaseModel):
    """An address that wants to be told."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, StringConstraints(min_length=8, max_length=LONGEST_URL), Legible] = Field(
        examples=["https://oa.example.gov.cn/hooks/yihaoda"],
        description="https, and not in the service's own network unless YIHAODA_WEBHOOK_PRIVATE allows it.",
    )
    events: list[Event] = Field(default=ALL, min_length=1, max_length=3)
    note: Line = Field(default="", description="Whose it is.")


class WebhookOut(BaseModel):
    """An address that is told; its secret is never shown again."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    url: str
    events: list[str]
    note: str
    created_at: datetime
    created_by: str
    disabled_at: datetime | None = Field(
        description="Since when it is not told any more; an answer 410 does it too."
    )


class SecretOut(BaseModel):
    """A secret, told this once."""

    id: str
    secret: str = Field(examples=["whsec_…"], description="Verifies the signature; see docs/integrations.")


class RegisteredOut(WebhookOut):
    """A new webhook with its secret, told this once."""

    secret: str


class DeliveryOut(BaseModel):
    """An event on its way to a webhook."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    event_id: str
    webhook_id: str
    type: str
    subject: str = Field(description="The order's number.")
    state: Literal["pending", "sent", "dead"]
    attempts: int
    next_at: datetime = Field(description="When it is tried next, while it is pending.")
    last_at: datetime | None
    last_result: str | None


class DeliveriesOut(BaseModel):
    """A page of deliveries, the newest first."""

    items: list[DeliveryOut]
    next: int | None = Field(description="Give this as `before` for the next page; null on the last.")


@router.get("", responses=READING)
def list_webhooks(bridge: BridgeDep, key: Auditor) -> list[WebhookOut]:
    """List the addresses that are told."""
    return [WebhookOut.model_validate(each) for each in bridge.telling.webhooks.every()]


@router.post("", status_code=201, responses=WRITING)
def register_webhook(webhook: WebhookIn, bridge: BridgeDep, key: Admin) -> RegisteredOut:
    """Register an address; its secret is told this once."""
    made, secret = bridge.telling.register(webhook.url, webhook.events, webhook.note, key.name)
    return RegisteredOut(**WebhookOut.model_validate(made).model_dump(), secret=secret)


@router.get("/deliveries", responses=READING)
def list_deliveries(
    bridge: BridgeDep,
    key: Auditor,
    state: Annotated[Literal["pending", "sent", "dead"] | None, Query()] = None,
    before: Annotated[Number | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DeliveriesOut:
    """List what is on its way, has arrived or was given up (`state=dead`), the newest first."""
    found = bridge.telling.deliveries.page(state, before, limit)
    following = found[-1].id if len(found) == limit else None
    return DeliveriesOut(items=[DeliveryOut.model_validate(each) for each in found], next=following)


@router.post("/deliveries/{delivery_id}/replay", status_code=204, responses=WRITING)
def replay_delivery(delivery_id: Number, bridge: BridgeDep, key: Admin) -> None:
    """Send an event again, with the same `webhook-id`."""
    bridge.telling.deliveries.replay(delivery_id, key.name)


@router.post("/{webhook_id}/test", status_code=202, responses=WRITING)
def test_webhook(webhook_id: Identifier, bridge: BridgeDep, key: Admin) -> DeliveryOut:
    """Send an address a signed test event, `webhook.test`; what comes of it stands in the list of deliveries."""
    number = bridge.telling.webhooks.test(webhook_id, key.name)
    return DeliveryOut.model_validate(bridge.telling.deliveries.of(number))


@router.post("/{webhook_id}/secret", responses=WRITING)
def renew_secret(webhook_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> SecretOut:
    """Make a new secret, told this once; the one before verifies nothing any more."""
    secret = bridge.telling.renew(webhook_id, key.name, reason)
    return SecretOut(id=webhook_id, secret=secret)


@router.post("/{webhook_id}/enable", status_code=204, responses=WRITING)
def enable_webhook(webhook_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Tell an address again, also what waits for it."""
    bridge.telling.webhooks.enable(webhook_id, key.name, reason)


@router.post("/{webhook_id}/disable", status_code=204, responses=WRITING)
def disable_webhook(webhook_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Tell an address nothing for now."""
    bridge.telling.webhooks.disable(webhook_id, key.name, reason)


@router.delete("/{webhook_id}", status_code=204, responses=WRITING)
def delete_webhook(webhook_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Take an address away, with everything on its way to it."""
    bridge.telling.webhooks.delete(webhook_id, key.name, reason)
