"""Tables of documents: their clauses, what they declare, what interprets them."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier, revision_number

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
    # Why an editor set what it explains; empty where the file alone speaks.
    sa.Column("link_reason", sa.Text, nullable=False, server_default=""),
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

# A document on an editor's table: a file that is looked at first, or a stored document that is corrected.
READING = sa.Table(
    "document_reading",
    METADATA,
    identifier(),
    sa.Column("policy_id", sa.String(64), sa.ForeignKey("policy.id", ondelete="CASCADE"), unique=True),
    # The version of the stored document on which the work began.
    sa.Column("base_version", sa.Integer, nullable=False),
    # The document as its file has it, and all text that was taken out of the file.
    sa.Column("read", sa.JSON, nullable=False),
    sa.Column("printed", sa.Text, nullable=False),
    sa.Column("work", sa.JSON, nullable=False),
    # Grows with every change, so that two who work on it do not undo each other's.
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("from_file", sa.Boolean, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("checksum", sa.String(64), nullable=False, index=True),
    sa.Column("begun_at", Moment(), nullable=False),
    sa.Column("begun_by", sa.Text, nullable=False),
    sa.Column("changed_at", Moment(), nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
)

# A stored document that people corrected, as its file had it: what the next file changes is measured by it.
CORRECTED = sa.Table(
    "document_corrected",
    METADATA,
    sa.Column("policy_id", sa.String(64), sa.ForeignKey("policy.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("read", sa.JSON, nullable=False),
    sa.Column("printed", sa.Text, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
)
