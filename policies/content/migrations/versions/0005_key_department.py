"""For whom a liaison's key answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("api_key") as table:
        table.add_column(sa.Column("department", sa.String(length=128), nullable=True))


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("api_key") as table:
        table.drop_column("department")
