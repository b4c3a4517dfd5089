"""What is kept of people ends: after so many days by itself, or at once where somebody asks for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.ending import Keeping, over
from policies.content.engine import writing
from policies.content.orders.forgetting import disown

# So many rows in one transaction: nobody waits long for the writer's lock.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Ended:
    """How many are over their time, or were deleted."""

    conversations: int = 0
    calls: int = 0
    contacts: int = 0
    order_contacts: int = 0
    corrections: int = 0
    events: int = 0


def due(engine: sa.Engine, keeping: Keeping, now: datetime | None = None) -> Ended:
    """Return how much is over its time at a moment, deleting nothing."""
    with engine.connect() as connection:
        return Ended(
            **{
                name: connection.scalar(sa.select(sa.func.count()).select_from(table).where(condition)) or 0
                for name, (table, condition) in over(keeping, now or datetime.now(UTC)).items()
            }
        )


def sweep(engine: sa.Engine, keeping: Keeping, now: datetime | None = None) -> Ended:
    """Delete what is over its time at a moment and return how much that was; one audit entry tells it.

    A conversation ends with its messages, traces, verdicts, its call and its hand-offs. Work orders stay: they are
    files of their own and hold masked words only.
    """
    ended = Ended(
        **{
            name: _delete(engine, table, condition)
            for name, (table, condition) in over(keeping, now or datetime.now(UTC)).items()
        }
    )
    if ended != Ended():
        told = " ".join(f"{name}={count}" for name, count in asdict(ended).items())
        with engine.begin() as connection:
            write_entry(connection, "retention", "expire", "retention", told)
    return ended


def _delete(engine: sa.Engine, table: sa.Table, condition: sa.ColumnElement[bool]) -> int:
    """Delete the rows of a condition, some at a time; return how many.

    What is chosen is locked and then judged once more: a question asked meanwhile keeps its conversation.
    """
    (key,) = table.primary_key.columns
    chosen = sa.select(key).where(condition).limit(BATCH).with_for_update(skip_locked=True, of=table)
    deleted = 0
    while True:
        with writing(engine) as connection:
            found = list(connection.scalars(chosen))
            deleted += connection.execute(sa.delete(table).where(key.in_(found), condition)).rowcount
            if table is tables.CONVERSATION:
                disown(connection, found)
        if len(found) < BATCH:
            return deleted
