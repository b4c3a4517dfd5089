"""Tables of what people did: conversations, versions, the audit, keys. Nothing here is searched."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier

CONVERSATION = sa.Table(
    "conversation",
    METADATA,
    identifier(),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("region", sa.String(128)),
    sa.Column("audience", sa.Text),
    sa.Column("started_at", Moment(), nullable=False),
)

MESSAGE = sa.Table(
    "message",
    METADATA,
    identifier(),
    child_of("conversation", "conversation_id"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("client_id", sa.String(128)),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("card", sa.JSON, nullable=False),
    sa.Column("outcome", sa.String(32), nullable=False, index=True),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("degraded", sa.Boolean, nullable=False),
    sa.Column("qa_id", sa.String(64)),
    sa.Column("asked_at", Moment(), nullable=False),
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
    sa.Column("given_at", Moment(), nullable=False),
)

# Who did what. Triggers refuse to change or delete an entry, and each holds the digest of the one before it.
AUDIT = sa.Table(
    "audit_entry",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment(), nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.String(128), nullable=False),
    sa.Column("detail", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("digest", sa.String(64), nullable=False, server_default=""),
)

# The newest entry of the audit, in one row.
AUDIT_HEAD = sa.Table(
    "audit_head",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)

# What a pair or a document was before; kept when the pair or the document itself is deleted.
PAIR_VERSION = sa.Table(
    "pair_version",
    METADATA,
    sa.Column("pair_id", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
)

POLICY_VERSION = sa.Table(
    "policy_version",
    METADATA,
    sa.Column("policy_id", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("checksum", sa.String(64), nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
)

# A question that somebody confirmed to be a pair's: a button chosen and found helpful, an operator's pick.
CONFIRMED = sa.Table(
    "confirmed_question",
    METADATA,
    identifier(),
    sa.Column("pair_id", sa.String(64), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_key", sa.String(64), nullable=False, index=True),
    sa.Column("source", sa.String(16), nullable=False),
    # Whose confirmation it is (a conversation, an operator), so that independent ones can be counted.
    sa.Column("asker", sa.String(128), nullable=False),
    # Where it was asked, for erasing it with the conversation; what was learned outlasts a conversation that ends by itself.
    sa.Column(
        "conversation_id", sa.String(64), sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    ),
    sa.Column("at", Moment(), nullable=False),
    sa.UniqueConstraint("pair_id", "text_key", "asker"),
)

# Similar questions proposed to the editors, and what they decided.
PROPOSED = sa.Table(
    "proposed_question",
    METADATA,
    identifier(),
    sa.Column("pair_id", sa.String(64), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_key", sa.String(64), nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("confirmations", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", Moment()),
    sa.UniqueConstraint("pair_id", "text_key"),
)

# Keys of staff, hotlines and sites; only a digest of the key is kept.
API_KEY = sa.Table(
    "api_key",
    METADATA,
    identifier(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    # What its owner may do, and what of the hotline's addresses it opens (NULL: all of them).
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("narrowed", sa.JSON(none_as_null=True)),
    # The secret before the last rotation, and until when it is good too.
    sa.Column("old_digest", sa.String(64), unique=True),
    sa.Column("old_until", Moment()),
    # For whom a liaison answers: the department's name in the directory.
    sa.Column("department", sa.String(128)),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("expires_at", Moment()),
    sa.Column("revoked_at", Moment()),
    sa.Column("used_at", Moment()),
)

# Whose key opened a call, and how it ended; what was asked in it stands in its conversation.
HOTLINE_CALL = sa.Table(
    "hotline_call",
    METADATA,
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("key_id", sa.String(64), nullable=False, index=True),
    sa.Column("key_name", sa.Text, nullable=False),
    sa.Column("opened_at", Moment(), nullable=False, index=True),
    sa.Column("ended_at", Moment()),
    sa.Column("ending", sa.String(32)),
    sa.Column("turns", sa.Integer),
    # The caller's number, its middle left out.
    sa.Column("caller", sa.String(32)),
    # The operator who has it, with the last sign of life of their page; what came of it when they are done.
    sa.Column("claimed_by", sa.String(64)),
    sa.Column("claimed_name", sa.Text),
    sa.Column("claimed_at", Moment()),
    sa.Column("alive_at", Moment()),
    sa.Column("done_at", Moment()),
    sa.Column("outcome", sa.String(16)),
)

# What was said on a call, masked; the same turn sent again is kept once.
CALL_LINE = sa.Table(
    "call_line",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    child_of("conversation", "conversation_id"),
    sa.Column("turn", sa.String(64), nullable=False),
    sa.Column("author", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.UniqueConstraint("conversation_id", "turn", "author"),
)

# Websites that may show the assistant: whose addresses they are, and how it looks there.
SITES = sa.Table(
    "sites",
    METADATA,
    identifier(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("color", sa.String(7), nullable=False),
    sa.Column("greeting", sa.Text, nullable=False),
    sa.Column("hot", sa.JSON, nullable=False),
    sa.Column("origins", sa.JSON, nullable=False),
)

# How a conversation was found as a whole, told when it ended.
SATISFACTION = sa.Table(
    "satisfaction",
    METADATA,
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("given_at", Moment(), nullable=False),
)

# Who asked to be called back. The number is kept as given, since it is to be dialled.
CONTACT_REQUEST = sa.Table(
    "contact_request",
    METADATA,
    identifier(),
    sa.Column("client_id", sa.String(64), nullable=False, unique=True),
    sa.Column("conversation_id", sa.String(64), sa.ForeignKey("conversation.id", ondelete="SET NULL")),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.String(32), nullable=False),
    sa.Column("matter", sa.Text, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    # Who is about to call, so that nobody is called by two.
    sa.Column("claimed_at", Moment()),
    sa.Column("claimed_by", sa.Text),
    sa.Column("done_at", Moment()),
    sa.Column("done_by", sa.Text),
    sa.Column("outcome", sa.String(16)),
)
