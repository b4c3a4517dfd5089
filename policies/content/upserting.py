"""Writing a row that may be there already: one statement, in SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


@overload
def upsert(
    connection: sa.Connection,
    table: sa.Table,
    row: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
) -> sa.Row[Any]: ...


@overload
def upsert(
    connection: sa.Connection,
    table: sa.Table,
    row: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    *,
    where: sa.ColumnElement[bool],
) -> sa.Row[Any] | None: ...


def upsert(
    connection: sa.Connection,
    table: sa.Table,
    row: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    *,
    where: sa.ColumnElement[bool] | None = None,
) -> sa.Row[Any] | None:
    """Insert a row, or change the one with its primary key; of several at once, one comes after the other.

    Args:
        connection: a transaction.
        table: where; it has a primary key, which `row` names.
        row: the new row.
        changes: what an old one gets instead; all of `row` where it is None. The table's columns in it are those of
            the old row.
        where: which old rows may be changed; all where it is None.

    Returns:
        The row as it is now; None where there was one that may not be changed.

    Raises:
        sqlalchemy.exc.IntegrityError: the row breaks another rule of the table.
    """
    keys = list(table.primary_key.columns)
    named = {each.name for each in keys}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert(table).values(**row)
    told = changes if changes is not None else {name: first.excluded[name] for name in row.keys() - named}
    written = first.on_conflict_do_update(index_elements=keys, set_=dict(told), where=where)
    result = connection.execute(written.returning(*table.c))
    return result.one() if where is None else result.one_or_none()
