"""Which operator has a call and what came of it; what was said on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
ADDED = (
    ("caller", sa.String(length=32)),
    ("claimed_by", sa.String(length=64)),
    ("claimed_name", sa.Text()),
    ("claimed_at", sa.DateTime(timezone=True)),
    ("alive_at", sa.DateTime(timezone=True)),
    ("done_at", sa.DateTime(timezone=True)),
    ("outcome", sa.String(length=16)),
)


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("hotline_call") as table:
        for name, kind in ADDED:
            table.add_column(sa.Column(name, kind, nullable=True))
    op.create_table(
        "call_line",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_call_line_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_line")),
        sa.UniqueConstraint(
            "conversation_id", "turn", "author", name=op.f("uq_call_line_conversation_id_turn_author")
        ),
    )
    with op.batch_alter_table("call_line") as table:
        table.create_index(table.f("ix_call_line_conversation_id"), ["conversation_id"], unique=False)


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("call_line")
    with op.batch_alter_table("hotline_call") as table:
        for name, _ in reversed(ADDED):
            table.drop_column(name)
