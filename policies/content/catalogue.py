"""What anybody may look through: documents, interpretations, and what a department answers for. Only 主动公开."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Disclosure, PairState
from policies.content.store import Store

P, C, T, E, Q = tables.POLICY, tables.CLAUSE, tables.INTERPRETATION, tables.EXPLAINS, tables.PAIR
OPEN = P.c.disclosure == Disclosure.PUBLIC.value


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    id: str
    title: str
    doc_number: str | None
    written_on: date | None


@dataclass(frozen=True, slots=True)
class Duty:
    """What a clause makes a department's task."""

    policy_id: str
    title: str
    clause: str
    role: str
    matter: str


class Catalogue:
    """Lists out of a store."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._engine = store.engine

    def documents(self, issuers: Collection[str] | None = None, limit: int = 20_000) -> list[Listed]:
        """Return open documents, the newest first; of all issuers where None are named."""
        query = sa.select(P.c.id, P.c.title, P.c.doc_number, P.c.written_on).where(OPEN)
        if issuers is not None:
            query = query.where(P.c.issuer.in_(issuers))
        query = query.order_by(P.c.written_on.desc(), P.c.id).limit(limit)
        return [Listed(*row) for row in self._rows(query)]

    def interpretation_ids(self, limit: int = 20_000) -> list[str]:
        """Return interpretations that everybody may read: open, and explaining nothing that is not."""
        closed = sa.select(E.c.interpretation_id).join(P, P.c.id == E.c.policy_id).where(sa.not_(OPEN))
        query = sa.select(T.c.id).where(T.c.disclosure == Disclosure.PUBLIC.value, T.c.id.not_in(closed))
        return [row.id for row in self._rows(query.order_by(T.c.id).limit(limit))]

    def replaced_by(self, policy_id: str | None = None) -> list[tuple[str, str]]:
        """Return (older, newer) open documents of which the newer one stands in the other's place."""
        newer = P.alias()
        query = sa.select(P.c.id, newer.c.id).join(newer, newer.c.id == P.c.superseded_by_id)
        query = query.where(OPEN, newer.c.disclosure == Disclosure.PUBLIC.value)
        if policy_id is not None:
            query = query.where(newer.c.id == policy_id)
        return [(old, new) for old, new in self._rows(query.order_by(P.c.effective_on.desc(), P.c.id))]

    def duties(self, names: Collection[str], day: date, limit: int = 40) -> list[Duty]:
        """Return what clauses of open documents in force on a day lay upon a department of these names."""
        query = sa.select(P.c.id, P.c.title, C.c.path, C.c.responsibilities).join(P, P.c.id == C.c.policy_id)
        held = sa.or_(P.c.expires_on.is_(None), P.c.expires_on >= day)
        current = sa.and_(held, P.c.repealed_on.is_(None), P.c.replaced_on.is_(None))
        query = query.where(OPEN, current, sa.cast(C.c.responsibilities, sa.Text) != "[]")
        found: list[Duty] = []
        for identifier, title, path, marks in self._rows(query.order_by(P.c.written_on.desc(), C.c.position)):
            mine = (each for each in marks if each["department"] in names)
            found += [Duty(identifier, title, path, each["role"], each["matter"]) for each in mine]
            if len(found) >= limit:
                break
        return found[:limit]

    def question_ids(self, departments: Collection[str], limit: int = 200) -> list[str]:
        """Return the published pairs that a department of these names answers for."""
        query = sa.select(Q.c.id).where(
            Q.c.department.in_(departments), Q.c.state == PairState.PUBLISHED.value
        )
        return [row.id for row in self._rows(query.order_by(Q.c.category, Q.c.id).limit(limit))]

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(query).all()
