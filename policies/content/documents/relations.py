"""What ties a document to others: what it repeals, amends and rests on, and what does so to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from policies.content import tables
from policies.content.mapping import question_key
from policies.content.model import Policy
from policies.content.store import Store

P, D = tables.POLICY, tables.DECLARATION
Tie = Literal[
    "repeals", "amends", "lapses", "cites", "repealed_by", "amended_by", "cited_by", "replaces", "replaced_by"
]
TIES: tuple[Tie, ...] = (
    *("replaced_by", "repealed_by", "amended_by"),
    *("replaces", "repeals", "amends", "lapses", "cites", "cited_by"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie of a document to another.

    Attributes:
        tie: what the document does to the other, or has done to it.
        name: the other's title and 文号 as the library has them, else as they are printed.
        id: of the other; None where it is not in the library.
        clause: where it is said.
    """

    tie: Tie
    name: str
    id: str | None = None
    clause: str | None = None


def relations(store: Store, policy: Policy) -> list[Relation]:
    """Return a document's ties, each kind after the other, each other document once in its kind."""
    with store.engine.connect() as connection:
        found = [*_said_by(connection, policy), *_said_of(connection, policy)]
    unique: dict[tuple[Tie, str], Relation] = {}
    for each in found:
        unique.setdefault((each.tie, each.id or each.name), each)
    return sorted(unique.values(), key=lambda each: TIES.index(each.tie))


def _said_by(connection: sa.Connection, policy: Policy) -> list[Relation]:
    numbers = {each.doc_number for each in policy.declares if each.doc_number} | set(policy.cites)
    keys = {question_key(each.title) for each in policy.declares if each.title and not each.doc_number}
    query = sa.select(P.c.id, P.c.title, P.c.doc_number, P.c.title_key).where(
        sa.or_(P.c.doc_number.in_(numbers), P.c.title_key.in_(keys)), P.c.id != policy.id
    )
    rows = connection.execute(query).all()
    by_number = {row.doc_number: row for row in rows if row.doc_number}
    by_key = {row.title_key: row for row in rows}
    found = []
    for each in policy.declares:
        row = by_number.get(each.doc_number) or by_key.get(question_key(each.title or ""))
        printed = " ".join(filter(None, (f"《{each.title}》" if each.title else "", each.doc_number)))
        if row is not None or printed:
            found.append(
                Relation(each.kind, _name(row) if row else printed, row.id if row else None, each.clause_path)
            )
    for number in policy.cites:
        row = by_number.get(number)
        found.append(Relation("cites", _name(row) if row else number, row.id if row else None))
    return found


def _said_of(connection: sa.Connection, policy: Policy) -> list[Relation]:
    key, number = question_key(policy.title), policy.doc_number
    said = sa.or_(D.c.doc_number == number, sa.and_(D.c.doc_number.is_(None), D.c.title_key == key))
    declared = (
        sa.select(P.c.id, P.c.title, P.c.doc_number, D.c.kind, D.c.clause_path)
        .join(D, D.c.policy_id == P.c.id)
        .where(said, D.c.kind.in_(("repeals", "amends")), P.c.id != policy.id)
        .order_by(P.c.id)
    )
    ties: dict[str, Tie] = {"repeals": "repealed_by", "amends": "amended_by"}
    found = [
        Relation(ties[row.kind], _name(row), row.id, row.clause_path) for row in connection.execute(declared)
    ]
    head = sa.select(P.c.id, P.c.title, P.c.doc_number)
    newer = connection.execute(head.where(P.c.id == policy.superseded_by_id)).first()
    if newer is not None:
        found.append(Relation("replaced_by", _name(newer), newer.id))
    elif policy.superseded_by:
        found.append(Relation("replaced_by", policy.superseded_by))
    older = connection.execute(head.where(P.c.superseded_by_id == policy.id).order_by(P.c.id))
    found += [Relation("replaces", _name(row), row.id) for row in older]
    if number:
        citing = head.where(sa.cast(P.c.cites, sa.Text).contains(_in_json(number), autoescape=True))
        rows = connection.execute(citing.where(P.c.id != policy.id).order_by(P.c.id))
        found += [Relation("cited_by", _name(row), row.id) for row in rows]
    return found


def _name(row: Any) -> str:
    return f"《{row.title}》" + (f"（{row.doc_number}）" if row.doc_number else "")


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
