"""The table of leases: what one process does for all."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment

# Who does for now what only one process may do at a time.
LEASE = sa.Table(
    "lease",
    METADATA,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("holder", sa.String(64), nullable=False),
    sa.Column("until", Moment(), nullable=False),
)
