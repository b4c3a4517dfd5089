"""Tables of staff accounts. Passwords are kept as argon2 hashes, the tokens of sessions as digests."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier

ACCOUNT = sa.Table(
    "account",
    METADATA,
    identifier(),
    sa.Column("login", sa.String(64), nullable=False, unique=True),
    # The four-eyes rule compares names: two people may not have the same.
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("department", sa.Text),
    sa.Column("password", sa.Text),
    sa.Column("must_change", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    # Whom the site's identity provider means: its address and its name for the person.
    sa.Column("subject", sa.String(255), unique=True),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("signed_in_at", Moment()),
)

SESSION = sa.Table(
    "staff_session",
    METADATA,
    identifier(),
    child_of("account", "account_id"),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("opened_at", Moment(), nullable=False),
    sa.Column("used_at", Moment(), nullable=False),
    sa.Column("ends_at", Moment(), nullable=False),
)

# Filters of a list that somebody named, as they stand in its address.
SAVED_VIEW = sa.Table(
    "saved_view",
    METADATA,
    sa.Column("account_id", sa.String(64), sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("query", sa.Text, nullable=False),
)

# Sign-ins that failed, by a digest of the name that was typed, whether or not there is such an account.
SIGN_IN_FAILURE = sa.Table(
    "sign_in_failure",
    METADATA,
    sa.Column("login_digest", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("at", Moment(), nullable=False, index=True),
)
