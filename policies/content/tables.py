"""The relational store's tables. Alembic's revisions in `migrations/` must lead to exactly these."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT, SESSION, SIGN_IN_FAILURE
from policies.content.correction_tables import CORRECTION
from policies.content.live_tables import HANDOFF, LIVE_ENTRY, PHRASE, PRESENCE
from policies.content.office_tables import OFFICE_DAY, OFFICE_DESK
from policies.content.order_tables import (
    LEASE,
    ORDER_CONTACT,
    ORDER_COUNTER,
    ORDER_EVENT,
    WEBHOOK,
    WEBHOOK_DELIVERY,
    WEBHOOK_EVENT,
    WORK_ORDER,
)
from policies.content.record_tables import (
    API_KEY,
    AUDIT,
    CONFIRMED,
    CONTACT_REQUEST,
    CONVERSATION,
    FEEDBACK,
    HOTLINE_CALL,
    MESSAGE,
    PAIR_VERSION,
    POLICY_VERSION,
    PROPOSED,
    SATISFACTION,
    SITES,
    TRACE,
)
from policies.content.table_base import METADATA, child_of, identifier, revision_number

__all__ = [
    "ACCOUNT",
    "API_KEY",
    "AUDIT",
    "CLAUSE",
    "CONFIRMED",
    "CONTACT_REQUEST",
    "CONVERSATION",
    "CORRECTION",
    "DECLARATION",
    "DEPARTMENT",
    "EXPLAINS",
    "FEEDBACK",
    "HANDOFF",
    "HOTLINE_CALL",
    "INTERPRETATION",
    "LEASE",
    "LIVE_ENTRY",
    "MESSAGE",
    "METADATA",
    "OFFICE_DAY",
    "OFFICE_DESK",
    "ORDER_CONTACT",
    "ORDER_COUNTER",
    "ORDER_EVENT",
    "PAIR",
    "PAIR_CITATION",
    "PAIR_VERSION",
    "PHRASE",
    "POLICY",
    "POLICY_VERSION",
    "PRESENCE",
    "PROPOSED",
    "REGION",
    "REVISION",
    "SATISFACTION",
    "SESSION",
    "SETTING",
    "SIGN_IN_FAILURE",
    "SIMILAR",
    "SITES",
    "TERM",
    "TOMBSTONE",
    "TRACE",
    "WEBHOOK",
    "WEBHOOK_DELIVERY",
    "WEBHOOK_EVENT",
    "WORK_ORDER",
]

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
    revision_number(),
)

POLICY = sa.Table(
    "policy",
    METADATA,
    identifier(),
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
    # Why an editor set `status_override`, and from which day it counts.
    sa.Column("status_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("status_since", sa.Date),
    sa.Column("superseded_by", sa.String(128)),
    # Derived whenever documents change (`validity.py`): what other documents do to this one.
    sa.Column("superseded_by_id", sa.String(64)),
    sa.Column("starts_on", sa.Date),
    sa.Column("repealed_on", sa.Date),
    sa.Column("replaced_on", sa.Date),
    sa.Column("amended_on", sa.Date),
    # The title without marks and spaces, as a digest.
    sa.Column("title_key", sa.String(64), nullable=False, server_default="", index=True),
    sa.Column("cites", sa.JSON, nullable=False),
    sa.Column("attachments", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("source_url", sa.Text),
    sa.Column("source_name", sa.Text),
    sa.Column("checksum", sa.String(64), nullable=False, index=True),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    sa.Column("extra", sa.JSON, nullable=False),
    revision_number(),
)

CLAUSE = sa.Table(
    "clause",
    METADATA,
    identifier(),
    child_of("policy", "policy_id"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("path", sa.String(128), nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("responsibilities", sa.JSON, nullable=False),
)

# What a document says of the validity of others: 《…》同时废止.
DECLARATION = sa.Table(
    "declaration",
    METADATA,
    sa.Column("policy_id", sa.String(64), sa.ForeignKey("policy.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("doc_number", sa.String(128), index=True),
    sa.Column("title", sa.Text),
    sa.Column("title_key", sa.String(64), index=True),
    # Not named "on": that is a word of SQL.
    sa.Column("on_day", sa.Date),
    sa.Column("clause_path", sa.String(128), nullable=False),
)

INTERPRETATION = sa.Table(
    "interpretation",
    METADATA,
    identifier(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("disclosure", sa.String(16), nullable=False, server_default="主动公开"),
    sa.Column("passages", sa.JSON, nullable=False),
    sa.Column("issuer", sa.Text),
    sa.Column("published_on", sa.Date),
    sa.Column("source_url", sa.Text),
    sa.Column("checksum", sa.String(64), nullable=False, index=True),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    revision_number(),
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

# Terms that editors add to, change in or retire from the lexicon of `nlu_data/dictionary`.
TERM = sa.Table(
    "term",
    METADATA,
    identifier(),
    sa.Column("concept", sa.String(128), nullable=False, unique=True),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("field", sa.String(64), nullable=False),
    sa.Column("ways", sa.JSON, nullable=False),
    sa.Column("is_word", sa.Boolean, nullable=False),
    sa.Column("is_retired", sa.Boolean, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    revision_number(),
)

# Settings that are changed in the pages, not in the environment: office hours, thresholds.
SETTING = sa.Table(
    "setting",
    METADATA,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
    revision_number(),
)
