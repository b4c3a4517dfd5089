"""Who is about to call back and what came of it; the audit is found by its day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("contact_request") as table:
        table.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("claimed_by", sa.Text(), nullable=True))
        table.add_column(sa.Column("outcome", sa.String(length=16), nullable=True))
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"])


def downgrade() -> None:
    """Go one revision down."""
    op.drop_index(op.f("ix_audit_entry_at"), "audit_entry")
    with op.batch_alter_table("contact_request") as table:
        table.drop_column("outcome")
        table.drop_column("claimed_by")
        table.drop_column("claimed_at")
