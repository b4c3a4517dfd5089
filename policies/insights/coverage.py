"""How old the library's content is, and what it leaves open."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.model import PairState
from policies.insights.model import Coverage

P, D, C, E = tables.PAIR, tables.POLICY, tables.PAIR_CITATION, tables.EXPLAINS
# Days since the last review, by the name under which they are told.
AGES = (("within_90", 90), ("within_180", 180), ("within_365", 365))
OLDER, NEVER = "older", "never"


def coverage(connection: sa.Connection, today: date, department: str | None = None) -> Coverage:
    """Return what the library holds today; of one department its pairs and the documents it issued."""
    pairs = sa.select(P.c.reviewed_on, sa.exists().where(C.c.pair_id == P.c.id).label("cited"))
    pairs = pairs.where(P.c.state == PairState.PUBLISHED.value)
    documents = sa.select(D, sa.exists().where(E.c.policy_id == D.c.id).label("explained"))
    if department is not None:
        pairs = pairs.where(P.c.department == department)
        documents = documents.where(D.c.issuer == department)
    found = connection.execute(pairs).all()
    reviewed = dict.fromkeys((*(name for name, _ in AGES), OLDER, NEVER), 0)
    for row in found:
        reviewed[_age(row.reviewed_on, today)] += 1
    explained = [
        row["explained"]
        for row in connection.execute(documents).mappings()
        if mapping.to_policy(row, (), ()).holds_on(today)
    ]
    return Coverage(
        published=len(found),
        unfounded=sum(not row.cited for row in found),
        reviewed=reviewed,
        in_force=len(explained),
        unexplained=explained.count(False),
    )


def _age(reviewed_on: date | None, today: date) -> str:
    if reviewed_on is None:
        return NEVER
    return next((name for name, days in AGES if (today - reviewed_on).days <= days), OLDER)
