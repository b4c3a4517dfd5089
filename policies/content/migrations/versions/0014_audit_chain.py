"""Every entry of the audit holds the digest of the one before; those that are there are chained as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policies.content.chain import digest_of
from policies.content.table_base import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ENTRY = sa.table(
    "audit_entry",
    sa.column("id", sa.Integer),
    sa.column("at", Moment()),
    *(sa.column(name, sa.Text) for name in ("actor", "action", "kind", "subject")),
    sa.column("detail", sa.JSON),
    sa.column("digest", sa.String),
)
MANY = 1_000
KEEP = {
    "sqlite": [
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END"
    ],
    "postgresql": ["ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_stays"],
}
FREE = {
    "sqlite": ["DROP TRIGGER audit_entry_no_update"],
    "postgresql": ["ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays"],
}


def upgrade() -> None:
    """Go one revision up."""
    op.add_column("audit_entry", sa.Column("digest", sa.String(length=64), server_default="", nullable=False))
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    connection = op.get_bind()
    for statement in FREE[connection.dialect.name]:
        op.execute(statement)
    number, digest = _chain(connection)
    for statement in KEEP[connection.dialect.name]:
        op.execute(statement)
    if number:
        connection.execute(sa.insert(head).values(id=1, number=number, digest=digest))


def _chain(connection: sa.Connection) -> tuple[int, str]:
    """Give every entry its digest and return number and digest of the last."""
    number, digest = 0, ""
    chained = (
        sa.update(ENTRY).where(ENTRY.c.id == sa.bindparam("number")).values(digest=sa.bindparam("chained"))
    )
    while True:
        query = sa.select(ENTRY).where(ENTRY.c.id > number).order_by(ENTRY.c.id).limit(MANY)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return number, digest
        done = []
        for row in rows:
            number, digest = row["id"], digest_of(digest, dict(row))
            done.append({"number": number, "chained": digest})
        connection.execute(chained, done)


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("audit_head")
    op.drop_column("audit_entry", "digest")
