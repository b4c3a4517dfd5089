"""What people asked that was not answered well: from conversations, verdicts and correction requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.correction_tables import CORRECTION
from policies.content.gap_tables import GAP_QUESTION

M, F, C, Q = tables.MESSAGE, tables.FEEDBACK, CORRECTION, GAP_QUESTION
# Clauses quoted with less confidence than this are likely not what was asked for.
UNSURE = 0.5
BATCH = 1_000


class Why(StrEnum):
    """What was not well."""

    UNANSWERED = "unanswered"  # no answer
    UNSURE = "unsure"  # buttons of which none was taken, or clauses that hardly fit
    DISLIKED = "disliked"  # somebody said that it did not help
    REPORTED = "reported"  # an operator told the editors that something is wrong or missing


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, masked. `id` is that of its message or request."""

    id: str
    text: str
    why: Why
    at: datetime


def newly_asked(connection: sa.Connection, since: datetime) -> Iterator[Asked]:
    """Give the questions since a moment that belong to no gap yet, oldest first."""
    yield from sorted((*_messages(connection, since), *_reports(connection, since)), key=lambda each: each.at)


def _messages(connection: sa.Connection, since: datetime) -> Iterator[Asked]:
    columns = (M.c.id, M.c.question, M.c.outcome, M.c.confidence, M.c.card, M.c.asked_at, F.c.helpful)
    next_ = M.alias()
    pressed = (
        sa.select(next_.c.qa_id)
        .where(next_.c.conversation_id == M.c.conversation_id, next_.c.position == M.c.position + 1)
        .scalar_subquery()
    )
    told = (Outcome.NOT_FOUND.value, Outcome.CLARIFY.value, Outcome.QUOTED.value)
    query = (
        sa.select(*columns, pressed.label("pressed"))
        .outerjoin(F, F.c.message_id == M.c.id)
        .where(M.c.asked_at >= since, sa.or_(M.c.outcome.in_(told), F.c.helpful.is_(False)))
        .where(~sa.exists().where(Q.c.id == M.c.id))
    )
    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        why = _why(row)
        if why is not None:
            yield Asked(row["id"], row["question"], why, row["asked_at"])


def _why(row: sa.RowMapping) -> Why | None:
    if row["helpful"] is not None:
        return None if row["helpful"] else Why.DISLIKED
    if row["outcome"] == Outcome.NOT_FOUND.value:
        return Why.UNANSWERED
    if row["outcome"] == Outcome.CLARIFY.value:
        return None if row["pressed"] in _offered(row["card"]) else Why.UNSURE
    return Why.UNSURE if row["confidence"] < UNSURE else None


def _offered(card: dict[str, Any]) -> set[str | None]:
    return {choice.get("qa_id") for choice in card.get("choices", ())} - {None}


def _reports(connection: sa.Connection, since: datetime) -> Iterator[Asked]:
    query = sa.select(C.c.id, C.c.question, C.c.at).where(C.c.at >= since, C.c.question != "")
    for row in connection.execute(query.where(~sa.exists().where(Q.c.id == C.c.id))):
        yield Asked(row.id, row.question, Why.REPORTED, row.at)
