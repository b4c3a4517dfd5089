"""Tables of all other content: revisions, tombstones, the directory, terms, settings."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, identifier, revision_number

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
