"""Reading from the store: rows to nouns, and which of several documents is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.model import Interpretation, Policy, QaPair

BATCH = 500
Where = sa.ColumnElement[bool]


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


def pairs_where(connection: sa.Connection, where: Where) -> Iterator[QaPair]:
    """Give the pairs of a condition, in order of their identifiers."""
    rows = connection.execute(sa.select(tables.PAIR).where(where).order_by(tables.PAIR.c.id))
    for batch in rows.mappings().partitions(BATCH):
        identifiers = [row["id"] for row in batch]
        similar = children_of(connection, tables.SIMILAR, tables.SIMILAR.c.pair_id, identifiers)
        citations = children_of(connection, tables.PAIR_CITATION, tables.PAIR_CITATION.c.pair_id, identifiers)
        for row in batch:
            texts = [each["text"] for each in similar[row["id"]]]
            yield mapping.to_pair(row, texts, citations[row["id"]])


def policies_where(connection: sa.Connection, where: Where) -> Iterator[Policy]:
    """Give the documents of a condition, in order of their identifiers."""
    rows = connection.execute(sa.select(tables.POLICY).where(where).order_by(tables.POLICY.c.id))
    for batch in rows.mappings().partitions(BATCH):
        identifiers = [row["id"] for row in batch]
        clauses = children_of(connection, tables.CLAUSE, tables.CLAUSE.c.policy_id, identifiers)
        declares = children_of(connection, tables.DECLARATION, tables.DECLARATION.c.policy_id, identifiers)
        for row in batch:
            yield mapping.to_policy(row, clauses[row["id"]], declares[row["id"]])


def interpretations_where(connection: sa.Connection, where: Where) -> Iterator[Interpretation]:
    """Give the interpretations of a condition, in order of their identifiers."""
    query = sa.select(tables.INTERPRETATION).where(where).order_by(tables.INTERPRETATION.c.id)
    for row in connection.execute(query).mappings().all():
        explains = connection.scalars(
            sa.select(tables.EXPLAINS.c.policy_id)
            .where(tables.EXPLAINS.c.interpretation_id == row["id"])
            .order_by(tables.EXPLAINS.c.policy_id)
        )
        yield mapping.to_interpretation(row, explains.all())


def asked_with(words: Iterable[str]) -> sa.ColumnElement[bool]:
    """Return what picks the pairs whose question, or a similar one, holds one of `words`; of none, no pair."""
    words = list(words)
    similar = [tables.SIMILAR.c.text.icontains(word, autoescape=True) for word in words]
    standard = [tables.PAIR.c.question.icontains(word, autoescape=True) for word in words]
    asked_so = sa.select(tables.SIMILAR.c.pair_id).where(sa.or_(sa.false(), *similar))
    return sa.or_(sa.false(), *standard, tables.PAIR.c.id.in_(asked_so))
