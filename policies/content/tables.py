"""The relational store's tables. Alembic's revisions in `migrations/` must lead to exactly these."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(64), primary_key=True)


def _child_of(table: str, column: str) -> sa.Column[str]:
    return sa.Column(
        column, sa.String(64), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _revision() -> sa.Column[int]:
    return sa.Column("revision", sa.Integer, nullable=False, index=True)


# One row: grows with every committed change of content, so that indexes can follow. `store_id` tells one
# store from another: an index made from another store is never taken for this one's.
REVISION = sa.Table(
    "content_revision",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("store_id", sa.String(32), nullable=False),
)

# What was deleted, and when, so that indexes can forget it.
TOMBSTONE = sa.Table(
    "tombstone",
    METADATA,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    _revision(),
)

POLICY = sa.Table(
    "policy",
    METADATA,
    _id(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("doc_number", sa.String(128), index=True),
    sa.Column("index_number", sa.String(128)),
    sa.Column("issuer", sa.Text),
    sa.Column("category", sa.Text),
    sa.Column("region", sa.String(128), index=True),
    sa.Column("disclosure", sa.String(16), nullable=False),
    sa.Column("written_on", sa.Date),
    sa.Column("published_on", sa.Date),
    sa.Column("effective_on", sa.Date),
    sa.Column("expires_on", sa.Date),
    sa.Column("status_override", sa.String(16)),
    sa.Column("superseded_by", sa.String(128)),
    sa.Column("cites", sa.JSON, nullable=False),
    sa.Column("source_url", sa.Text),
    sa.Column("source_name", sa.Text),
    sa.Column("checksum", sa.String(64), nullable=False, index=True),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    sa.Column("extra", sa.JSON, nullable=False),
    _revision(),
)

CLAUSE = sa.Table(
    "clause",
    METADATA,
    _id(),
    _child_of("policy", "policy_id"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("path", sa.String(128), nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("responsibilities", sa.JSON, nullable=False),
)

INTERPRETATION = sa.Table(
    "interpretation",
    METADATA,
    _id(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("passages", sa.JSON, nullable=False),
    sa.Column("issuer", sa.Text),
    sa.Column("published_on", sa.Date),
    sa.Column("source_url", sa.Text),
    sa.Column("checksum", sa.String(64), nullable=False, index=True),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    _revision(),
)

EXPLAINS = sa.Table(
    "interpretation_explains",
    METADATA,
    sa.Column(
        "interpretation_id",
        sa.String(64),
        sa.ForeignKey("interpretation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column(
        "policy_id",
        sa.String(64),
        sa.ForeignKey("policy.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

PAIR = sa.Table(
    "qa_pair",
    METADATA,
    _id(),
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
    _revision(),
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

DEPARTMENT = sa.Table(
    "department",
    METADATA,
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("parent", sa.String(128)),
    sa.Column("phone", sa.Text),
    sa.Column("hours", sa.Text),
    sa.Column("address", sa.Text),
    sa.Column("region", sa.String(128)),
)

REGION = sa.Table(
    "region",
    METADATA,
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(128), nullable=False, unique=True),
    sa.Column("parent", sa.String(128)),
    sa.Column("level", sa.String(16), nullable=False),
)

CONVERSATION = sa.Table(
    "conversation",
    METADATA,
    _id(),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("region", sa.String(128)),
    sa.Column("audience", sa.Text),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
)

MESSAGE = sa.Table(
    "message",
    METADATA,
    _id(),
    _child_of("conversation", "conversation_id"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("client_id", sa.String(128)),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("card", sa.JSON, nullable=False),
    sa.Column("outcome", sa.String(32), nullable=False, index=True),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("degraded", sa.Boolean, nullable=False),
    sa.Column("qa_id", sa.String(64)),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("conversation_id", "client_id"),
    sa.UniqueConstraint("conversation_id", "position"),
)

TRACE = sa.Table(
    "answer_trace",
    METADATA,
    sa.Column("message_id", sa.String(64), sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("trace_id", sa.String(64), nullable=False, index=True),
    sa.Column("steps", sa.JSON, nullable=False),
)

FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    sa.Column("message_id", sa.String(64), sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("comment", sa.Text),
    sa.Column("qa_id", sa.String(64)),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)

AUDIT = sa.Table(
    "audit_entry",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.String(128), nullable=False),
)
