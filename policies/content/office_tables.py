"""Tables of when people are at their desks."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA

# Hours are spans such as "08:30-20:00": seven lists from Monday on, one for holidays, one for weekends that are worked.
OFFICE_DESK = sa.Table(
    "office_desk",
    METADATA,
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("department", sa.Text, nullable=False),
    sa.Column("region", sa.String(128), nullable=False),
    sa.Column("phone", sa.String(32)),
    sa.Column("place", sa.Text),
    sa.Column("weekly", sa.JSON, nullable=False),
    sa.Column("holiday", sa.JSON, nullable=False),
    sa.Column("adjusted", sa.JSON, nullable=False),
)

# Days that are not what their weekday says, for all desks.
OFFICE_DAY = sa.Table(
    "office_day",
    METADATA,
    sa.Column("on", sa.Date, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
)
