"""Of what is kept of people, which is over its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.forgetting import done_with_before
from policies.content.table_base import Moment
from policies.content.webhooks.outbox import PENDING

C, M, H = tables.CONVERSATION, tables.MESSAGE, tables.HANDOFF
R, A = tables.CONTACT_REQUEST, tables.CORRECTION
E, D, W = tables.WEBHOOK_EVENT, tables.WEBHOOK_DELIVERY, tables.WEBHOOK
CALLS = "hotline"
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days things are kept after their last use; 0 keeps them without end.

    Attributes:
        conversations: after the last question.
        calls: the same for the hotline's.
        contacts: wishes to be called back, after they were dealt with, or made.
        order_contacts: whom to call back about a work order, after nobody owed an answer any more.
        corrections: what operators told the editors, after it was dealt with, or told.
        events: what webhooks were told.
    """

    conversations: int
    calls: int
    contacts: int
    order_contacts: int
    corrections: int
    events: int


def over(keeping: Keeping, now: datetime) -> dict[str, tuple[sa.Table, Condition]]:
    """Return by the names of `Keeping` where each stands, and the condition of what is over its time at a moment."""

    def before(days: int) -> sa.ColumnElement[datetime]:
        # With no days nothing is older than the beginning.
        cut = now - timedelta(days=days) if days else datetime(1, 1, 2, tzinfo=UTC)
        return sa.literal(cut, Moment())

    is_call = C.c.channel == CALLS
    return {
        "conversations": (C, _quiet_since(before(keeping.conversations)) & ~is_call),
        "calls": (C, _quiet_since(before(keeping.calls)) & is_call),
        "contacts": (R, sa.func.coalesce(R.c.done_at, R.c.at) < before(keeping.contacts)),
        "order_contacts": (tables.ORDER_CONTACT, done_with_before(before(keeping.order_contacts))),
        "corrections": (A, sa.func.coalesce(A.c.done_at, A.c.at) < before(keeping.corrections)),
        "events": (E, _told_before(before(keeping.events))),
    }


def _quiet_since(cut: sa.ColumnElement[datetime]) -> Condition:
    """Return the condition of conversations in which nothing was asked and nobody of staff was talked to since."""
    asked = sa.exists().where(M.c.conversation_id == C.c.id, M.c.asked_at >= cut)
    talked = sa.exists().where(
        H.c.conversation_id == C.c.id, sa.or_(H.c.closed_at.is_(None), H.c.closed_at >= cut)
    )
    return sa.and_(C.c.started_at < cut, ~asked, ~talked)


def _told_before(cut: sa.ColumnElement[datetime]) -> Condition:
    """Return the condition of events that have arrived, were given up, or wait for a webhook that is switched off."""
    on_its_way = sa.exists().where(
        D.c.event_id == E.c.id, D.c.state == PENDING, W.c.id == D.c.webhook_id, W.c.disabled_at.is_(None)
    )
    return sa.and_(E.c.at < cut, ~on_its_way)
