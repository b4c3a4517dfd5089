"""Tables of gaps. They hold no words: a question goes with its message or correction request."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier

# Questions about one matter, and what was done about them last.
GAP = sa.Table(
    "gap",
    METADATA,
    identifier(),
    # The question that stands for all: the one nearest to the others.
    sa.Column("typical", sa.String(64)),
    sa.Column("department", sa.String(128), index=True),
    sa.Column("made_at", Moment(), nullable=False),
    sa.Column("deed", sa.String(16)),
    sa.Column("acted_at", Moment()),
    sa.Column("acted_by", sa.Text),
    sa.Column("pair_id", sa.String(64)),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
)

# Its identifier is that of the message or the request.
GAP_QUESTION = sa.Table(
    "gap_question",
    METADATA,
    identifier(),
    child_of("gap", "gap_id"),
    sa.Column("message_id", sa.String(64), sa.ForeignKey("message.id", ondelete="CASCADE"), index=True),
    sa.Column(
        "correction_id", sa.String(64), sa.ForeignKey("correction_request.id", ondelete="CASCADE"), index=True
    ),
    sa.Column("why", sa.String(16), nullable=False),
    sa.Column("at", Moment(), nullable=False, index=True),
)
