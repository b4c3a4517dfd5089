"""Reading gaps: each with how many asked, when and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.correction_tables import CORRECTION
from policies.content.gap_tables import GAP, GAP_QUESTION
from policies.gaps.asked import Why
from policies.gaps.model import USUAL_WEEKS, WEEK, Deed, Example, Gap, GapNotFound

G, Q, M, C = GAP, GAP_QUESTION, tables.MESSAGE, CORRECTION
TEXT = sa.func.coalesce(M.c.question, C.c.question)
LOOKED_AT = WEEK * (USUAL_WEEKS + 4)


@dataclass(slots=True)
class _Counts:
    whys: Counter[Why] = field(default_factory=Counter)
    moments: list[datetime] = field(default_factory=list)


def all_gaps(connection: sa.Connection, now: datetime, department: str | None = None) -> list[Gap]:
    """Return the gaps in which something was asked in the last eight weeks, those asked most this week first.

    Args:
        connection: to the store.
        now: the end of this week.
        department: only those that are this one's.
    """
    asked = Q.join(G, G.c.id == Q.c.gap_id)
    query = sa.select(Q.c.gap_id, Q.c.why, Q.c.at).select_from(asked).where(Q.c.at >= now - LOOKED_AT)
    rows = sa.select(G, _text_of(G.c.typical).label("text"))
    if department is not None:
        query, rows = query.where(G.c.department == department), rows.where(G.c.department == department)
    counts: defaultdict[str, _Counts] = defaultdict(_Counts)
    for gap_id, why, at in connection.execute(query):
        counts[gap_id].whys[Why(why)] += 1
        counts[gap_id].moments.append(at)
    found = [
        _gap(row, counts[row["id"]], now)
        for row in connection.execute(rows).mappings()
        if row["id"] in counts and row["text"] is not None
    ]
    return sorted(found, key=lambda each: (-each.this_week, -each.size, each.id))


def one_gap(connection: sa.Connection, gap_id: str, now: datetime, department: str | None = None) -> Gap:
    """Return one gap.

    Raises:
        GapNotFound: there is none, or it is not the department's.
    """
    for gap in all_gaps(connection, now, department):
        if gap.id == gap_id:
            return gap
    raise GapNotFound(gap_id)


def examples_of(connection: sa.Connection, gap_id: str, limit: int) -> tuple[Example, ...]:
    """Return the newest questions of a gap."""
    query = with_texts(Q.c.why, Q.c.at, Q.c.message_id).where(Q.c.gap_id == gap_id)
    rows = connection.execute(query.order_by(Q.c.at.desc(), Q.c.id).limit(limit))
    return tuple(Example(row.text, Why(row.why), row.at, row.message_id) for row in rows)


def with_texts(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return a query for questions of gaps with their words as `text`."""
    joined = Q.outerjoin(M, M.c.id == Q.c.message_id).outerjoin(C, C.c.id == Q.c.correction_id)
    return sa.select(*columns, TEXT.label("text")).select_from(joined)


def _text_of(identifier: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    message = sa.select(M.c.question).where(M.c.id == identifier).scalar_subquery()
    report = sa.select(C.c.question).where(C.c.id == identifier).scalar_subquery()
    return sa.func.coalesce(message, report)


def _gap(row: sa.RowMapping, counts: _Counts, now: datetime) -> Gap:
    acted_at, moments = row["acted_at"], counts.moments
    week, before = now - WEEK, now - WEEK * (USUAL_WEEKS + 1)
    return Gap(
        id=row["id"],
        text=row["text"],
        department=row["department"],
        size=len(moments),
        this_week=sum(at >= week for at in moments),
        usual=round(sum(before <= at < week for at in moments) / USUAL_WEEKS, 1),
        whys=dict(counts.whys),
        last_at=max(moments),
        deed=Deed(row["deed"]) if row["deed"] else None,
        acted_at=acted_at,
        acted_by=row["acted_by"],
        pair_id=row["pair_id"],
        new_since=sum(acted_at is None or at > acted_at for at in moments),
    )
