"""The questions of a span as rows of the few columns that figures need; cards are not read as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.insights.model import Line

C, M, F = tables.CONVERSATION, tables.MESSAGE, tables.FEEDBACK
DEPARTMENT = M.c.card["department"]["name"].as_string()
TOPIC = M.c.card["topic"].as_string()
REGION = sa.func.coalesce(M.c.card["region"].as_string(), C.c.region)
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Sought:
    """Which questions; each that is not None narrows them. `until` is the first moment after.

    `outcomes` lets several endings pass; `helpful` asks for a verdict.
    """

    since: datetime
    until: datetime
    outcome: Outcome | None = None
    department: str | None = None
    region: str | None = None
    topic: str | None = None
    channel: str | None = None
    outcomes: frozenset[Outcome] | None = None
    helpful: bool | None = None


def every_line(connection: sa.Connection, sought: Sought) -> Iterator[Line]:
    """Give the questions that are sought, without their words, read as they are taken."""
    query = _selected(sought, sa.literal("").label("question"))
    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        yield _line(row)


def lines(connection: sa.Connection, sought: Sought, offset: int, limit: int) -> list[Line]:
    """Return a page of the questions that are sought with their words, newest first."""
    query = _selected(sought, M.c.question).order_by(M.c.asked_at.desc(), M.c.id)
    return [_line(row) for row in connection.execute(query.offset(offset).limit(limit)).mappings()]


def newest(connection: sa.Connection, sought: Sought, most: int) -> Iterator[tuple[str, Line]]:
    """Give conversation and question of at most so many of the newest questions that are sought."""
    query = _selected(sought, M.c.question).add_columns(M.c.conversation_id)
    query = query.order_by(M.c.asked_at.desc(), M.c.id).limit(most)
    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        told = dict(row)
        yield told.pop("conversation_id"), _line(told)


def _selected(sought: Sought, question: sa.ColumnElement[str]) -> sa.Select[tuple[object, ...]]:
    columns = (M.c.id, M.c.asked_at, M.c.outcome, M.c.confidence, C.c.channel, F.c.helpful)
    query = (
        sa.select(
            *columns,
            question,
            DEPARTMENT.label("department"),
            REGION.label("region"),
            TOPIC.label("topic"),
        )
        .select_from(M.join(C, C.c.id == M.c.conversation_id).outerjoin(F, F.c.message_id == M.c.id))
        .where(M.c.asked_at >= sought.since, M.c.asked_at < sought.until)
    )
    wanted = (
        (M.c.outcome, sought.outcome.value if sought.outcome is not None else None),
        (DEPARTMENT, sought.department),
        (REGION, sought.region),
        (TOPIC, sought.topic),
        (C.c.channel, sought.channel),
        (F.c.helpful, sought.helpful),
    )
    if sought.outcomes is not None:
        query = query.where(M.c.outcome.in_(sorted(each.value for each in sought.outcomes)))
    return query.where(*(column == value for column, value in wanted if value is not None))


def _line(row: Mapping[Any, Any]) -> Line:
    return Line(**{**row, "outcome": Outcome(row["outcome"])})
