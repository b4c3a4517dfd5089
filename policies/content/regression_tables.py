"""Tables of the regression set: its questions, its runs, and what was held back from publishing."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, identifier

# A question and how it has to end: with one of some pairs, or, without any, in a certain way.
REGRESSION_CASE = sa.Table(
    "regression_case",
    METADATA,
    identifier(),
    sa.Column("text", sa.Text, nullable=False),
    # The same for questions that differ in spacing and punctuation alone.
    sa.Column("text_key", sa.String(64), nullable=False),
    sa.Column("region", sa.String(128), nullable=False, server_default=""),
    sa.Column("pair_ids", sa.JSON, nullable=False),
    sa.Column("expect", sa.String(32)),
    sa.Column("source", sa.String(16), nullable=False),
    # Where it was asked, for erasing it with the conversation.
    sa.Column(
        "conversation_id", sa.String(64), sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    ),
    sa.Column("added_at", Moment(), nullable=False),
    sa.Column("added_by", sa.Text, nullable=False),
    sa.UniqueConstraint("text_key", "region"),
)

REGRESSION_RUN = sa.Table(
    "regression_run",
    METADATA,
    identifier(),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("started_at", Moment(), nullable=False, index=True),
    sa.Column("started_by", sa.Text, nullable=False),
    sa.Column("seen_at", Moment(), nullable=False),
    sa.Column("ended_at", Moment()),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("figures", sa.JSON, nullable=False),
)

REGRESSION_RESULT = sa.Table(
    "regression_result",
    METADATA,
    sa.Column(
        "run_id", sa.String(64), sa.ForeignKey("regression_run.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column(
        "case_id", sa.String(64), sa.ForeignKey("regression_case.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("outcome", sa.String(32), nullable=False),
    # What answered or stood first, and how sure the library was.
    sa.Column("found_id", sa.String(64)),
    sa.Column("found", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("ms", sa.Float, nullable=False),
)

# What somebody wanted to publish and what it would have made worse; it waits for another person.
HELD_BATCH = sa.Table(
    "held_batch",
    METADATA,
    identifier(),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    # [[pair, version], …]
    sa.Column("pairs", sa.JSON, nullable=False),
    sa.Column("tested", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    # [{"case_id", "before", "now", "found"}, …]
    sa.Column("changed", sa.JSON, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("asked_at", Moment(), nullable=False),
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", Moment()),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
)
