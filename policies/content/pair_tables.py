"""Tables of Q&A pairs: their similar questions and citations."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, identifier, revision_number

PAIR = sa.Table(
    "qa_pair",
    METADATA,
    identifier(),
    sa.Column("external_id", sa.String(128), unique=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("question_key", sa.String(64), nullable=False, index=True),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("speech", sa.Text, nullable=False),
    sa.Column("department", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("region", sa.String(128)),
    sa.Column("audience", sa.Text),
    sa.Column("category", sa.Text),
    sa.Column("material_kind", sa.Text),
    sa.Column("keywords", sa.JSON, nullable=False),
    sa.Column("facet", sa.String(16)),
    sa.Column("effective_on", sa.Date),
    sa.Column("expires_on", sa.Date),
    sa.Column("reviewed_on", sa.Date),
    sa.Column("internal_note", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    sa.Column("extra", sa.JSON, nullable=False),
    revision_number(),
)

SIMILAR = sa.Table(
    "similar_question",
    METADATA,
    sa.Column("pair_id", sa.String(64), sa.ForeignKey("qa_pair.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

PAIR_CITATION = sa.Table(
    "pair_citation",
    METADATA,
    sa.Column("pair_id", sa.String(64), sa.ForeignKey("qa_pair.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column(
        "policy_id",
        sa.String(64),
        sa.ForeignKey("policy.id", ondelete="RESTRICT"),
        nullable=False,
        index=True,
    ),
    sa.Column("clause_path", sa.String(128)),
)

# What was reviewed and is published on a day to come.
SCHEDULE = sa.Table(
    "pair_schedule",
    METADATA,
    sa.Column("pair_id", sa.String(64), sa.ForeignKey("qa_pair.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("on_day", sa.Date, nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("waived", sa.JSON, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("failed", sa.String(64)),
)
