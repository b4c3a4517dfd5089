"""What documents do to one another: declarations, and the days that follow from them."""

from __future__ import annotations

import hashlib
import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "declaration",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("doc_number", sa.String(length=128), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_key", sa.String(length=64), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("clause_path", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_declaration_policy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("policy_id", "position", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declaration_doc_number"), ["doc_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_declaration_title_key"), ["title_key"], unique=False)

    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("repealed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("replaced_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("amended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("title_key", sa.String(length=64), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_policy_title_key"), ["title_key"], unique=False)

    policy = sa.table("policy", sa.column("id"), sa.column("title"), sa.column("title_key"))
    connection = op.get_bind()
    for identifier, title in connection.execute(sa.select(policy.c.id, policy.c.title)).all():
        bare = re.sub(r"[\W_]+", "", title).lower()
        key = hashlib.sha256((bare or title).encode()).hexdigest()[:32]
        connection.execute(sa.update(policy).where(policy.c.id == identifier).values(title_key=key))


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_title_key"))
        batch_op.drop_column("title_key")
        batch_op.drop_column("amended_on")
        batch_op.drop_column("replaced_on")
        batch_op.drop_column("repealed_on")
        batch_op.drop_column("starts_on")
        batch_op.drop_column("status_since")

    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_declaration_title_key"))
        batch_op.drop_index(batch_op.f("ix_declaration_doc_number"))

    op.drop_table("declaration")
