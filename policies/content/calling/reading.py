"""Reading calls as operators see them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.calling.model import HELD, IDLE, LONGEST, CallEnding, DeskCall, Speaker

H, C, L, M = tables.HOTLINE_CALL, tables.CONVERSATION, tables.CALL_LINE, tables.MESSAGE
COLUMNS = (
    "caller", "opened_at", "ended_at", "claimed_by", "claimed_name", "claimed_at", "done_at", "outcome",
)  # fmt: skip


def calls(moment: datetime, going: bool = False) -> sa.Select[tuple[object, ...]]:
    """Return the query for calls as they are at a moment; `going` leaves out those on which nothing happens any more."""
    of_call = L.c.conversation_id == H.c.conversation_id
    first = sa.select(L.c.text).where(of_call, L.c.author == Speaker.CALLER.value).order_by(L.c.id).limit(1)
    query = sa.select(
        H.c.conversation_id.label("id"),
        C.c.region,
        *(H.c[name] for name in COLUMNS),
        sa.func.coalesce(first.scalar_subquery(), "").label("first"),
        _ended_with(Outcome.HANDOFF, Outcome.EMERGENCY, Outcome.PAUSED).label("wants_person"),
        _ended_with(Outcome.EMERGENCY).label("is_emergency"),
        sa.func.coalesce(H.c.alive_at >= moment - HELD, sa.false()).label("is_held"),
    ).join(C, C.c.id == H.c.conversation_id)
    if not going:
        return query
    said_of_late = sa.exists().where(of_call, L.c.at >= moment - IDLE)
    is_of_late = sa.or_(H.c.opened_at >= moment - IDLE, said_of_late)
    return query.where(H.c.opened_at >= moment - LONGEST, is_of_late)


def _ended_with(*outcomes: Outcome) -> sa.Exists:
    found = [each.value for each in outcomes]
    return sa.exists().where(M.c.conversation_id == H.c.conversation_id, M.c.outcome.in_(found))


def call_of(row: sa.RowMapping) -> DeskCall:
    """Return the call of a row."""
    told = {name: bool(row[name]) for name in ("wants_person", "is_emergency", "is_held")}
    ending = CallEnding(row["outcome"]) if row["outcome"] else None
    return DeskCall(**{**row, **told, "outcome": ending})
