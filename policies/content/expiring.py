"""What stops holding soon: pairs by their own last day or by their documents', documents by what ends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import PairState
from policies.content.store import Store

P, Q, C = tables.POLICY, tables.PAIR, tables.PAIR_CITATION


@dataclass(frozen=True, slots=True)
class Expiring:
    """Something that holds until `last_day` and not longer.

    Attributes:
        kind: "pair" or "policy".
        id: its identifier.
        label: question, or title with 文号.
        last_day: the last day on which it holds.
        days_left: 0 on the last day.
        because: the document that ends it, for a pair that has no end of its own before.
    """

    kind: Literal["pair", "policy"]
    id: str
    label: str
    last_day: date
    days_left: int
    because: str = ""


def expiring(store: Store, today: date, days: int) -> list[Expiring]:
    """Return the published pairs and the documents whose last day lies within `days` from today, next first."""
    until = today + timedelta(days=days)
    with store.engine.connect() as connection:
        documents = {each.id: each for each in _documents(connection, today, until)}
        pairs = list(_pairs(connection, documents, today, until))
    return sorted([*documents.values(), *pairs], key=lambda each: (each.last_day, each.kind, each.label))


def _documents(connection: sa.Connection, today: date, until: date) -> Iterator[Expiring]:
    columns = (P.c.id, P.c.title, P.c.doc_number, P.c.expires_on, P.c.repealed_on, P.c.replaced_on)
    query = sa.select(*columns).where(P.c.status_override.is_(None))
    for row in connection.execute(query):
        ends = [day - timedelta(days=1) for day in (row.repealed_on, row.replaced_on) if day]
        last = min([*ends, *([row.expires_on] if row.expires_on else [])], default=None)
        if last is not None and today <= last <= until:
            label = f"《{row.title}》" + (f"（{row.doc_number}）" if row.doc_number else "")
            yield Expiring("policy", row.id, label, last, (last - today).days)


def _pairs(
    connection: sa.Connection, documents: dict[str, Expiring], today: date, until: date
) -> Iterator[Expiring]:
    basis: dict[str, Expiring] = {}
    cited = sa.select(C.c.pair_id, C.c.policy_id).where(C.c.policy_id.in_(documents))
    for pair_id, policy_id in connection.execute(cited):
        document = documents[policy_id]
        if pair_id not in basis or document.last_day < basis[pair_id].last_day:
            basis[pair_id] = document
    query = sa.select(Q.c.id, Q.c.question, Q.c.external_id, Q.c.expires_on).where(
        Q.c.state == PairState.PUBLISHED.value,
        sa.or_(Q.c.expires_on.between(today, until), Q.c.id.in_(basis)),
    )
    for row in connection.execute(query):
        document_ends = basis.get(row.id)
        own = row.expires_on
        if own is not None and own < today:
            continue
        if document_ends is None or (own is not None and own <= document_ends.last_day):
            last, because = own, ""
        else:
            last, because = document_ends.last_day, document_ends.label
        label = f"{row.external_id} {row.question}" if row.external_id else row.question
        yield Expiring("pair", row.id, label, last, (last - today).days, because)
