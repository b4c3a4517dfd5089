"""Why an editor set what an interpretation explains."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("interpretation") as table:
        table.add_column(sa.Column("link_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("interpretation") as table:
        table.drop_column("link_reason")
