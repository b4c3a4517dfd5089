"""What is kept of people ends: after so many days by itself, or at once where somebody asks for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.conversations import ConversationNotFound
from policies.content.table_base import Moment

C, M, R, H = tables.CONVERSATION, tables.MESSAGE, tables.CONTACT_REQUEST, tables.HANDOFF
CALLS = "hotline"
# So many rows in one transaction: nobody waits long for the writer's lock.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days things are kept after their last use; 0 keeps them without end."""

    conversations: int
    calls: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How many are over their time, or were deleted."""

    conversations: int = 0
    calls: int = 0
    contacts: int = 0


def due(engine: sa.Engine, keeping: Keeping, now: datetime | None = None) -> Ended:
    """Return how much is over its time at a moment, deleting nothing."""
    with engine.connect() as connection:
        return Ended(
            **{
                name: connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
                for name, (_, query) in _over(keeping, now or datetime.now(UTC)).items()
            }
        )


def sweep(engine: sa.Engine, keeping: Keeping, now: datetime | None = None) -> Ended:
    """Delete what is over its time at a moment and return how much that was; one audit entry tells it.

    A conversation ends with its messages, traces, verdicts, its call and its hand-offs. Work orders stay: they are
    files of their own and hold masked words only.
    """
    ended = Ended(
        **{
            name: _delete(engine, table, query)
            for name, (table, query) in _over(keeping, now or datetime.now(UTC)).items()
        }
    )
    if ended != Ended():
        told = " ".join(f"{name}={count}" for name, count in asdict(ended).items())
        with engine.begin() as connection:
            write_entry(connection, "retention", "expire", "retention", told)
    return ended


def erase(engine: sa.Engine, conversation_id: str, actor: str) -> None:
    """Delete a conversation, what was told in it, the wishes to be called back made in it and what was learned from it.

    Whom to call back about a work order made in it goes with it where the order is closed; while it is open somebody
    waits for the answer.

    Raises:
        ConversationNotFound: no conversation has this identifier.
    """
    learned = tables.CONFIRMED
    orders = tables.WORK_ORDER
    closed = sa.select(orders.c.id).where(
        orders.c.conversation_id == conversation_id, orders.c.closed_at.is_not(None)
    )
    with engine.begin() as connection:
        connection.execute(sa.delete(R).where(R.c.conversation_id == conversation_id))
        connection.execute(sa.delete(tables.ORDER_CONTACT).where(tables.ORDER_CONTACT.c.order_id.in_(closed)))
        connection.execute(sa.delete(learned).where(learned.c.asker == conversation_id))
        if connection.execute(sa.delete(C).where(C.c.id == conversation_id)).rowcount == 0:
            raise ConversationNotFound(conversation_id)
        write_entry(connection, actor, "erase", "conversation", conversation_id)


def _over(keeping: Keeping, now: datetime) -> dict[str, tuple[sa.Table, sa.Select[tuple[str]]]]:
    def before(days: int) -> sa.ColumnElement[datetime]:
        # With no days nothing is older than the beginning.
        cut = now - timedelta(days=days) if days else datetime(1, 1, 2, tzinfo=UTC)
        return sa.literal(cut, Moment())

    is_call = C.c.channel == CALLS
    return {
        "conversations": (C, _quiet_since(before(keeping.conversations)).where(~is_call)),
        "calls": (C, _quiet_since(before(keeping.calls)).where(is_call)),
        "contacts": (
            R,
            sa.select(R.c.id).where(sa.func.coalesce(R.c.done_at, R.c.at) < before(keeping.contacts)),
        ),
    }


def _quiet_since(cut: sa.ColumnElement[datetime]) -> sa.Select[tuple[str]]:
    """Select conversations in which nothing was asked and nobody of staff was talked to since."""
    asked = sa.exists().where(M.c.conversation_id == C.c.id, M.c.asked_at >= cut)
    talked = sa.exists().where(
        H.c.conversation_id == C.c.id, sa.or_(H.c.closed_at.is_(None), H.c.closed_at >= cut)
    )
    return sa.select(C.c.id).where(C.c.started_at < cut, ~asked, ~talked)


def _delete(engine: sa.Engine, table: sa.Table, query: sa.Select[tuple[str]]) -> int:
    deleted = 0
    while True:
        with engine.begin() as connection:
            found = list(connection.scalars(query.limit(BATCH)))
            if found:
                connection.execute(sa.delete(table).where(table.c.id.in_(found)))
        deleted += len(found)
        if len(found) < BATCH:
            return deleted
