"""The assistant's models, which of them answers, and what the trainer does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "assistant_model",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recipe", sa.String(length=16), nullable=False),
        sa.Column("data", sa.String(length=16), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("megabytes", sa.Float(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("evaluated_on", sa.String(length=32), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_model")),
    )
    op.create_table(
        "assistant_run",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("folds", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=True),
        sa.Column("holder", sa.String(length=64), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phase", sa.String(length=16), server_default="", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("log", sa.Text(), server_default="", nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_run")),
    )
    op.create_index(op.f("ix_assistant_run_asked_at"), "assistant_run", ["asked_at"])
    op.create_index(op.f("ix_assistant_run_state"), "assistant_run", ["state"])

    op.create_table(
        "assistant_activation",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"],
            ["assistant_model.id"],
            name=op.f("fk_assistant_activation_model_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_assistant_activation")),
    )
    op.create_index(op.f("ix_assistant_activation_model_id"), "assistant_activation", ["model_id"])


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("assistant_activation")

    op.drop_table("assistant_run")
    op.drop_table("assistant_model")
