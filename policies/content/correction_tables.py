"""The table of corrections that operators ask for."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, identifier

# What an operator found wrong or missing; kept when the pair itself is deleted.
CORRECTION = sa.Table(
    "correction_request",
    METADATA,
    identifier(),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("qa_id", sa.String(64), index=True),
    sa.Column("source_id", sa.String(64)),
    sa.Column("card", sa.JSON),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("claimed_at", Moment()),
    sa.Column("claimed_by", sa.Text),
    sa.Column("done_at", Moment(), index=True),
    sa.Column("done_by", sa.Text),
)
