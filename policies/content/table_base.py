"""What all tables share: the metadata with its naming of constraints, and columns that many have."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment with its zone: UTC, in which everything is written and which SQLite forgets."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return a moment as it is written."""
        return value.astimezone(UTC) if value is not None and value.tzinfo is not None else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return a moment as it was meant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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
