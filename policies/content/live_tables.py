"""Tables of the live hand-off: who waits for a person, what was said between them, who is at the desk."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier

# One asking for a person. A conversation has at most one that is not over.
HANDOFF = sa.Table(
    "handoff",
    METADATA,
    identifier(),
    child_of("conversation", "conversation_id"),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("region", sa.String(128)),
    sa.Column("department", sa.Text),
    # The colleague to whom it was passed on, and who has the first right to it.
    sa.Column("addressed_to", sa.String(64)),
    sa.Column("entered_at", Moment(), nullable=False, index=True),
    # When the visitor's page last gave a sign of life.
    sa.Column("seen_at", Moment(), nullable=False),
    sa.Column("first_claimed_at", Moment()),
    sa.Column("claimed_at", Moment()),
    sa.Column("claimed_by", sa.String(64)),
    sa.Column("claimed_name", sa.Text),
    sa.Column("closed_at", Moment()),
    sa.Column("ending", sa.String(16)),
    sa.Column("transfers", sa.JSON, nullable=False),
    # How many entries it has; counting up is what lets one writer after the other.
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Index(
        "uq_handoff_open",
        "conversation_id",
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    ),
)

# What happened in it, in order: words from both sides and every change of state.
LIVE_ENTRY = sa.Table(
    "live_entry",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    child_of("handoff", "handoff_id"),
    child_of("conversation", "conversation_id"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("author", sa.String(16), nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("card", sa.JSON(none_as_null=True)),
    sa.Column("client_id", sa.String(128)),
    sa.Column("at", Moment(), nullable=False),
    sa.UniqueConstraint("handoff_id", "position"),
    sa.UniqueConstraint("conversation_id", "client_id"),
)

# Whether an operator takes hand-offs now. One who gives no sign of life is not there, whatever the state says.
PRESENCE = sa.Table(
    "presence",
    METADATA,
    sa.Column("operator_id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("department", sa.Text),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("back_at", Moment()),
    sa.Column("seen_at", Moment(), nullable=False),
)

# Sentences that operators insert by a short code.
PHRASE = sa.Table(
    "canned_phrase",
    METADATA,
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("updated_at", Moment(), nullable=False),
    sa.Column("updated_by", sa.Text, nullable=False),
)
