"""What all tables share: the metadata with its naming of constraints, and columns that many have."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identifier() -> sa.Column[str]:
    """Return the column `id`."""
    return sa.Column("id", sa.String(64), primary_key=True)


def child_of(table: str, column: str) -> sa.Column[str]:
    """Return a column that names the row of another table, and goes with it."""
    return sa.Column(
        column, sa.String(64), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=True
    )


def revision_number() -> sa.Column[int]:
    """Return the column with the revision that last changed a row."""
    return sa.Column("revision", sa.Integer, nullable=False, index=True)
