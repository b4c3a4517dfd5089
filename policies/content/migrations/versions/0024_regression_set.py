"""The regression set, its runs, and what is held back from publishing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policies.content.table_base import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "held_batch",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_batch")),
    )
    op.create_index(op.f("ix_held_batch_state"), "held_batch", ["state"])

    op.create_table(
        "regression_run",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regression_run")),
    )
    op.create_index(op.f("ix_regression_run_started_at"), "regression_run", ["started_at"])

    op.create_table(
        "regression_case",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=128), server_default="", nullable=False),
        sa.Column("pair_ids", sa.JSON(), nullable=False),
        sa.Column("expect", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_regression_case_conversation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regression_case")),
        sa.UniqueConstraint("text_key", "region", name=op.f("uq_regression_case_text_key_region")),
    )
    op.create_index(op.f("ix_regression_case_conversation_id"), "regression_case", ["conversation_id"])

    op.create_table(
        "regression_result",
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("found_id", sa.String(length=64), nullable=True),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("ms", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["regression_case.id"], name=op.f("fk_regression_result_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["regression_run.id"], name=op.f("fk_regression_result_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "case_id", name=op.f("pk_regression_result")),
    )


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("regression_result")
    op.drop_index(op.f("ix_regression_case_conversation_id"), table_name="regression_case")
    op.drop_table("regression_case")
    op.drop_index(op.f("ix_regression_run_started_at"), table_name="regression_run")
    op.drop_table("regression_run")
    op.drop_index(op.f("ix_held_batch_state"), table_name="held_batch")
    op.drop_table("held_batch")
