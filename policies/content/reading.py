"""What reading from the store shares: which of several documents is meant, and the rows below a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Policy


def newest(policy: Policy) -> tuple[date, str]:
    """Order documents by the day they came into force, or were published or written where that is not known."""
    return policy.effective_on or policy.published_on or policy.written_on or date.min, policy.id


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose reads all see the same state."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():  # SQLite: a transaction's reads see one state already
            yield connection


def children_of(
    connection: sa.Connection, table: sa.Table, parent: sa.Column[Any], parents: Iterable[str]
) -> dict[str, list[sa.RowMapping]]:
    """Return the rows of a child table by their parent, in order of position."""
    found: dict[str, list[sa.RowMapping]] = defaultdict(list)
    query = sa.select(table).where(parent.in_(list(parents))).order_by(parent, table.c.position)
    for row in connection.execute(query).mappings():
        found[row[parent.name]].append(row)
    return found


def asked_with(words: Iterable[str]) -> sa.ColumnElement[bool]:
    """Return what picks the pairs whose question, or a similar one, holds one of `words`; of none, no pair."""
    words = list(words)
    similar = [tables.SIMILAR.c.text.icontains(word, autoescape=True) for word in words]
    standard = [tables.PAIR.c.question.icontains(word, autoescape=True) for word in words]
    asked_so = sa.select(tables.SIMILAR.c.pair_id).where(sa.or_(sa.false(), *similar))
    return sa.or_(sa.false(), *standard, tables.PAIR.c.id.in_(asked_so))
