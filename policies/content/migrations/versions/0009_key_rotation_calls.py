"""Keys that are rotated and narrowed; whose key opened a call and how it ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("api_key") as table:
        table.add_column(sa.Column("narrowed", sa.JSON(), nullable=True))
        table.add_column(sa.Column("old_digest", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("old_until", sa.DateTime(timezone=True), nullable=True))
        table.create_unique_constraint(op.f("uq_api_key_old_digest"), ["old_digest"])
    op.create_table(
        "hotline_call",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("key_name", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=32), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_hotline_call_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_hotline_call")),
    )
    with op.batch_alter_table("hotline_call") as table:
        table.create_index(table.f("ix_hotline_call_key_id"), ["key_id"], unique=False)
        table.create_index(table.f("ix_hotline_call_opened_at"), ["opened_at"], unique=False)


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("hotline_call")
    with op.batch_alter_table("api_key") as table:
        table.drop_constraint(op.f("uq_api_key_old_digest"), type_="unique")
        table.drop_column("old_until")
        table.drop_column("old_digest")
        table.drop_column("narrowed")
