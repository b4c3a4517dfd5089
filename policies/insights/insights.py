"""One service for whoever looks at how the service is doing: the page, the API, the monthly report."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import median, quantiles

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.live_tables import HANDOFF
from policies.content.reading import snapshot
from policies.insights.cloud import MOST_READ, Cloud, cloud_of, named_in
from policies.insights.coverage import coverage
from policies.insights.figures import (
    FOUND,
    USUAL_WEEKS,
    WEEK_DAYS,
    daily,
    funnel,
    rate,
    shares,
    topics,
)
from policies.insights.model import HandOffs, Insights, Line, Satisfaction, Span, Times
from policies.insights.rows import DEPARTMENT, Sought, every_line, lines, newest
from policies.language.dictionary import Dictionary

M, T, S, H = tables.MESSAGE, tables.TRACE, tables.SATISFACTION, HANDOFF
# So many answers tell well enough how long they take.
TIMED = 2_000


class InsightDesk:
    """Counts the questions of a store; of one department those whose answer named it."""

    def __init__(self, engine: sa.Engine) -> None:
        """Read from a store's database."""
        self._engine = engine

    def of(self, span: Span, today: date, department: str | None = None) -> Insights:
        """Return the figures of some days, all from one moment; content as it is today."""
        week = span.until - timedelta(days=WEEK_DAYS)
        usual = Sought(week - timedelta(days=WEEK_DAYS * USUAL_WEEKS), week, department=department)
        with snapshot(self._engine) as connection:
            asked = list(every_line(connection, Sought(span.since, span.until, department=department)))
            before = every_line(connection, usual)
            return Insights(
                span=span,
                daily=daily(asked, span),
                outcomes=dict(Counter(line.outcome for line in asked)),
                answer_rate=rate(asked, frozenset({Outcome.ANSWERED})),
                found_rate=rate(asked, FOUND),
                degraded=_degraded(connection, span, department),
                funnel=funnel(asked),
                satisfaction=_satisfaction(connection, asked, span, department),
                times=_times(connection, span, department),
                hand_offs=_hand_offs(connection, span, department),
                departments=shares(asked, lambda line: line.department),
                regions=shares(asked, lambda line: line.region),
                channels=shares(asked, lambda line: line.channel),
                topics=topics(asked, before, span),
                coverage=coverage(connection, today, department),
            )

    def lines(self, sought: Sought, offset: int = 0, limit: int = 50) -> list[Line]:
        """Return a page of the questions behind the figures, masked, newest first."""
        with self._engine.connect() as connection:
            return lines(connection, sought, offset, limit)

    def cloud(self, span: Span, dictionary: Dictionary, department: str | None = None) -> Cloud:
        """Return what questions of some days were about, in words and concepts; see `cloud_of`."""
        sought = Sought(span.since, span.until, department=department)
        with self._engine.connect() as connection:
            return cloud_of(newest(connection, sought, MOST_READ), dictionary)

    def lines_about(
        self, sought: Sought, word: str, dictionary: Dictionary, offset: int = 0, limit: int = 50
    ) -> list[Line]:
        """Return a page of the questions behind a word of the cloud, masked, newest first."""
        with self._engine.connect() as connection:
            every = newest(connection, sought, MOST_READ)
            about = (line for _, line in every if word in named_in(line.question, dictionary))
            return list(islice(about, offset, offset + limit))


def _within(column: sa.ColumnElement[datetime], span: Span) -> sa.ColumnElement[bool]:
    return sa.and_(column >= span.since, column < span.until)


def _of(department: str | None) -> sa.ColumnElement[bool]:
    return department == DEPARTMENT if department is not None else sa.true()


def _degraded(connection: sa.Connection, span: Span, department: str | None) -> int:
    counted = sa.select(sa.func.count()).where(_within(M.c.asked_at, span), M.c.degraded, _of(department))
    return connection.scalar(counted) or 0


def _satisfaction(
    connection: sa.Connection, asked: list[Line], span: Span, department: str | None
) -> Satisfaction:
    query = sa.select(S.c.score).where(_within(S.c.given_at, span))
    if department is not None:
        theirs = sa.select(M.c.conversation_id).where(_of(department))
        query = query.where(S.c.conversation_id.in_(theirs))
    scores = list(connection.scalars(query))
    return Satisfaction(
        helpful=sum(line.helpful is True for line in asked),
        unhelpful=sum(line.helpful is False for line in asked),
        score=round(sum(scores) / len(scores), 2) if scores else None,
        scored=len(scores),
    )


def _times(connection: sa.Connection, span: Span, department: str | None) -> Times:
    query = sa.select(T.c.steps).join(M, M.c.id == T.c.message_id)
    query = query.where(_within(M.c.asked_at, span), _of(department)).order_by(M.c.asked_at.desc())
    steps = connection.scalars(query.limit(TIMED))
    taken = [sum(float(step.get("ms", 0)) for step in each) / 1000 for each in steps if each]
    if len(taken) < 2:
        return Times(round(taken[0], 3), round(taken[0], 3)) if taken else Times(None, None)
    return Times(round(median(taken), 3), round(quantiles(taken, n=20, method="inclusive")[-1], 3))


def _hand_offs(connection: sa.Connection, span: Span, department: str | None) -> HandOffs:
    query = sa.select(H.c.entered_at, H.c.first_claimed_at).where(_within(H.c.entered_at, span))
    if department is not None:
        query = query.where(H.c.department == department)
    rows = connection.execute(query).all()
    waits = [
        (row.first_claimed_at - row.entered_at).total_seconds()
        for row in rows
        if row.first_claimed_at is not None
    ]
    return HandOffs(len(rows), len(waits), round(median(waits)) if waits else None)
