"""What was reviewed and is published on a day to come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policies.content.table_base import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "pair_schedule",
        sa.Column("pair_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("waived", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("failed", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["qa_pair.id"], name=op.f("fk_pair_schedule_pair_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pair_id", name=op.f("pk_pair_schedule")),
    )
    op.create_index(op.f("ix_pair_schedule_on_day"), "pair_schedule", ["on_day"])


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("pair_schedule")
