"""History of pairs and documents, terms, confirmed and proposed questions, keys, settings; audit entries that stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEEP_AUDIT = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit entries cannot be changed'; END $$",
        "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()",
    ],
}
FREE_AUDIT = {
    "sqlite": [f"DROP TRIGGER audit_entry_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER audit_entry_stays ON audit_entry",
        "DROP FUNCTION audit_entry_stays()",
    ],
}


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )
    op.create_table(
        "confirmed_question",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("pair_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("asker", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmed_question")),
        sa.UniqueConstraint(
            "pair_id", "text_key", "asker", name=op.f("uq_confirmed_question_pair_id_text_key_asker")
        ),
    )
    with op.batch_alter_table("confirmed_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmed_question_pair_id"), ["pair_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmed_question_text_key"), ["text_key"], unique=False)

    op.create_table(
        "pair_version",
        sa.Column("pair_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("pair_id", "version", name=op.f("pk_pair_version")),
    )
    op.create_table(
        "policy_version",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("policy_id", "version", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "proposed_question",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("pair_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("confirmations", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_question")),
        sa.UniqueConstraint("pair_id", "text_key", name=op.f("uq_proposed_question_pair_id_text_key")),
    )
    with op.batch_alter_table("proposed_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposed_question_pair_id"), ["pair_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposed_question_state"), ["state"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_setting_revision"), ["revision"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("concept", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("is_word", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("concept", name=op.f("uq_term_concept")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_revision"), ["revision"], unique=False)

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("detail", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("interpretation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("disclosure", sa.String(length=16), server_default="主动公开", nullable=False)
        )

    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status_reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("superseded_by_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("attachments", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    for statement in KEEP_AUDIT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go one revision down."""
    for statement in FREE_AUDIT[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("attachments")
        batch_op.drop_column("superseded_by_id")
        batch_op.drop_column("status_reason")

    with op.batch_alter_table("interpretation", schema=None) as batch_op:
        batch_op.drop_column("disclosure")

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_column("detail")

    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_revision"))

    op.drop_table("term")
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_revision"))

    op.drop_table("setting")
    with op.batch_alter_table("proposed_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposed_question_state"))
        batch_op.drop_index(batch_op.f("ix_proposed_question_pair_id"))

    op.drop_table("proposed_question")
    op.drop_table("policy_version")
    op.drop_table("pair_version")
    with op.batch_alter_table("confirmed_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmed_question_text_key"))
        batch_op.drop_index(batch_op.f("ix_confirmed_question_pair_id"))

    op.drop_table("confirmed_question")
    op.drop_table("api_key")
