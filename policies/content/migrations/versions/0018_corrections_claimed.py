"""Who is at work on a correction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policies.content.table_base import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("correction_request") as batch_op:
        batch_op.add_column(sa.Column("claimed_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("claimed_by", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("correction_request") as batch_op:
        batch_op.drop_column("claimed_by")
        batch_op.drop_column("claimed_at")
