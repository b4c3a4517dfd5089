"""Tables of the webhooks: who is told, what is told, and what is on its way."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, identifier

# Where other systems are told what happened; `secret` is sealed by the bridge.
WEBHOOK = sa.Table(
    "webhook",
    METADATA,
    identifier(),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("events", sa.JSON, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("disabled_at", Moment()),
)

# What is to be told, written with the change that it tells of.
WEBHOOK_EVENT = sa.Table(
    "webhook_event",
    METADATA,
    identifier(),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False, index=True),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

# An event on its way to one webhook: pending until it is sent, or dead when it was tried too often.
WEBHOOK_DELIVERY = sa.Table(
    "webhook_delivery",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column(
        "event_id",
        sa.String(64),
        sa.ForeignKey("webhook_event.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column(
        "webhook_id",
        sa.String(64),
        sa.ForeignKey("webhook.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", Moment(), nullable=False),
    sa.Column("last_at", Moment()),
    sa.Column("last_result", sa.String(64)),
    sa.Index("ix_webhook_delivery_state_next_at", "state", "next_at"),
)
