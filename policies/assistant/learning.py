"""What the library has become since a model was made of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from policies.content.record_tables import AUDIT

A = AUDIT
LEARNED = ("publish", "archive")


def changes_since(engine: sa.Engine, made_at: datetime) -> int:
    """Return how often pairs were published or archived since a moment: what a new model would learn."""
    query = sa.select(sa.func.count()).where(A.c.kind == "pair", A.c.action.in_(LEARNED), A.c.at > made_at)
    with engine.connect() as connection:
        return connection.execute(query).scalar_one()
