"""What a site sets for the whole service while it runs; every change is a row of its own and stays."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment

SERVICE_SETTING = sa.Table(
    "service_setting",
    METADATA,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    # Without a value the setting is as it was delivered from then on.
    sa.Column("value", sa.JSON(none_as_null=True)),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)
