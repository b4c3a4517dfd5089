"""Lists of pairs for who works on them: any page of them at once, with how many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from policies.content.model import PairState
from policies.content.pairs.wanted import C, Q, WantedPairs, change_that_waits, conditions
from policies.content.store import Store

Order = Literal["changed", "question", "expires"]
MOST = 100
NAMES = ("department", "region", "category", "audience")
ORDERS: dict[Order, tuple[sa.ColumnElement[Any], ...]] = {
    "changed": (Q.c.revision.desc(), Q.c.id),
    "question": (Q.c.question, Q.c.id),
    "expires": (Q.c.expires_on.is_(None), Q.c.expires_on, Q.c.id),
}


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair in a list.

    Attributes:
        version: the newest, on which a step is decided.
        state: of what answers, or of a draft that never did.
        waiting: of a change that waits beside what answers.
        cited: how many clauses it rests on.
    """

    id: str
    version: int
    question: str
    external_id: str | None
    state: PairState
    waiting: PairState | None
    department: str | None
    region: str | None
    category: str | None
    audience: str | None
    effective_on: date | None
    expires_on: date | None
    reviewed_on: date | None
    author: str
    cited: int


@dataclass(frozen=True, slots=True)
class PairList:
    """One page of a list, and how long the whole list is."""

    rows: tuple[ListedPair, ...]
    total: int


def list_pairs(
    store: Store, wanted: WantedPairs, *, offset: int = 0, limit: int = 50, order: Order = "changed"
) -> PairList:
    """Return the pairs that somebody wants to see.

    Args:
        store: whose.
        wanted: what narrows the list.
        offset: how many to pass over.
        limit: at most so many, never more than 100.
        order: changed last first, by question, or by what expires first.
    """
    waits = change_that_waits()
    cited = sa.select(sa.func.count()).where(C.c.pair_id == Q.c.id).scalar_subquery()
    own = [Q.c[name] for name in ListedPair.__slots__ if name not in ("version", "waiting", "cited")]
    version = sa.func.coalesce(waits.c.version, Q.c.version).label("version")
    query = (
        sa.select(*own, version, waits.c.state.label("waiting"), cited.label("cited"))
        .outerjoin(waits, waits.c.pair_id == Q.c.id)
        .where(*conditions(wanted, waits))
        .order_by(*ORDERS[order])
        .offset(offset)
        .limit(min(limit, MOST))
    )
    with store.engine.connect() as connection:
        rows = tuple(_listed(row) for row in connection.execute(query).mappings())
        return PairList(rows, _count(connection, wanted))


def count_pairs(store: Store, wanted: WantedPairs) -> int:
    """Return how many pairs somebody wants to see."""
    with store.engine.connect() as connection:
        return _count(connection, wanted)


def names_in_use(store: Store) -> dict[str, Sequence[str]]:
    """Return the departments, regions, categories and audiences that pairs have, for choosing from."""
    with store.engine.connect() as connection:
        return {
            name: list(
                connection.scalars(
                    sa.select(Q.c[name]).where(Q.c[name].is_not(None)).distinct().order_by(Q.c[name])
                )
            )
            for name in NAMES
        }


def questions_of(store: Store, ids: Collection[str], *, published_only: bool = False) -> dict[str, str]:
    """Return the standard questions of some pairs; those that are not there are left out."""
    query = sa.select(Q.c.id, Q.c.question).where(Q.c.id.in_(list(ids)))
    if published_only:
        query = query.where(Q.c.state == PairState.PUBLISHED.value)
    with store.engine.connect() as connection:
        return dict(connection.execute(query).tuples().all())


def _count(connection: sa.Connection, wanted: WantedPairs) -> int:
    waits = change_that_waits()
    counted = sa.select(sa.func.count()).select_from(Q).outerjoin(waits, waits.c.pair_id == Q.c.id)
    return connection.scalar(counted.where(*conditions(wanted, waits))) or 0


def _listed(row: sa.RowMapping) -> ListedPair:
    waiting = PairState(row["waiting"]) if row["waiting"] else None
    return ListedPair(**{**row, "state": PairState(row["state"]), "waiting": waiting})
