"""When people are at their desks: weekly hours, holidays, weekends worked for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "office_desk",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=128), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("weekly", sa.JSON(), nullable=False),
        sa.Column("holiday", sa.JSON(), nullable=False),
        sa.Column("adjusted", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_desk")),
    )
    op.create_table(
        "office_day",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("on", name=op.f("pk_office_day")),
    )


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("office_day")
    op.drop_table("office_desk")
