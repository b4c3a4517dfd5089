"""Pairs that rest on a document: what answers, and changes of pairs that wait beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import PairState
from policies.content.pairs.content import from_data
from policies.content.pairs.wanted import change_that_waits

Q, V, C = tables.PAIR, tables.PAIR_VERSION, tables.PAIR_CITATION


@dataclass(frozen=True, slots=True)
class Citing:
    """A pair, or a change of it that waits, with the clauses of the document that it names.

    Attributes:
        state: of the pair or of its change.
        paths: the clauses; "" for the whole document.
        waits: it is the change that waits, not what answers.
    """

    id: str
    question: str
    state: PairState
    paths: tuple[str, ...]
    waits: bool = False
    department: str | None = None


def citing(connection: sa.Connection, policy_id: str) -> list[Citing]:
    """Return the pairs that cite a document, by question; archived ones are left out."""
    return sorted(
        [*_answering(connection, policy_id), *_waiting(connection, policy_id)],
        key=lambda each: (each.question, each.id, each.waits),
    )


def _answering(connection: sa.Connection, policy_id: str) -> Collection[Citing]:
    query = (
        sa.select(Q.c.id, Q.c.question, Q.c.state, Q.c.department, C.c.clause_path)
        .join(C, C.c.pair_id == Q.c.id)
        .where(C.c.policy_id == policy_id, Q.c.state != PairState.ARCHIVED.value)
        .order_by(Q.c.id, C.c.position)
    )
    found: dict[str, Citing] = {}
    for row in connection.execute(query):
        before = found[row.id].paths if row.id in found else ()
        paths = (*before, row.clause_path or "")
        found[row.id] = Citing(row.id, row.question, PairState(row.state), paths, department=row.department)
    return found.values()


def _waiting(connection: sa.Connection, policy_id: str) -> Collection[Citing]:
    waits = change_that_waits()
    query = sa.select(V.c.pair_id, V.c.version, V.c.content).join(
        waits, (waits.c.pair_id == V.c.pair_id) & (waits.c.version == V.c.version)
    )
    mentioned = query.where(sa.cast(V.c.content, sa.Text).contains(policy_id, autoescape=True))
    found = []
    for row in connection.execute(mentioned):
        pair = from_data(row.pair_id, row.version, row.content)
        paths = tuple(each.clause_path or "" for each in pair.citations if each.policy_id == policy_id)
        if paths and pair.state is not PairState.ARCHIVED:
            found.append(Citing(pair.id, pair.question, pair.state, paths, True, pair.department))
    return found
