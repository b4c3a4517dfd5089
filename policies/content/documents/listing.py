"""Lists of documents for who works on them: any page of them at once, with how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from policies.content import tables
from policies.content.documents.wanted import Owner, WantedDocuments, conditions, status_on
from policies.content.model import Disclosure, Policy, Status
from policies.content.reading import policies_where
from policies.content.store import Store

P, C, E = tables.POLICY, tables.CLAUSE, tables.EXPLAINS
Order = Literal["newest", "changed", "title"]
MOST = 100
NAMES = ("region", "issuer", "category")
_DAY = sa.func.coalesce(P.c.effective_on, P.c.published_on, P.c.written_on)
ORDERS: dict[Order, tuple[sa.ColumnElement[Any], ...]] = {
    "newest": (_DAY.is_(None), _DAY.desc(), P.c.id),
    "changed": (P.c.revision.desc(), P.c.id),
    "title": (P.c.title, P.c.id),
}


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in a list; `status` on the day of the list, `explained`: how many interpretations it has."""

    id: str
    title: str
    doc_number: str | None
    issuer: str | None
    region: str | None
    category: str | None
    disclosure: Disclosure
    status: Status
    effective_on: date | None
    expires_on: date | None
    version: int
    clauses: int
    explained: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One page of a list, and how long the whole list is."""

    rows: tuple[ListedDocument, ...]
    total: int


def list_documents(
    store: Store,
    wanted: WantedDocuments,
    day: date,
    *,
    offset: int = 0,
    limit: int = 50,
    order: Order = "newest",
) -> DocumentList:
    """Return the documents that somebody wants to see, whatever their disclosure.

    Args:
        store: whose.
        wanted: what narrows the list.
        day: on which the validity is told.
        offset: how many to pass over.
        limit: at most so many, never more than 100.
        order: the newest first, changed last first, or by title.
    """
    where = conditions(wanted, day)
    counted = {
        "clauses": sa.select(sa.func.count()).where(C.c.policy_id == P.c.id).scalar_subquery(),
        "explained": sa.select(sa.func.count()).where(E.c.policy_id == P.c.id).scalar_subquery(),
    }
    own = [P.c[name] for name in ListedDocument.__slots__ if name not in (*counted, "status")]
    query = (
        sa.select(*own, status_on(day).label("status"), *(each.label(name) for name, each in counted.items()))
        .where(*where)
        .order_by(*ORDERS[order])
        .offset(offset)
        .limit(min(limit, MOST))
    )
    with store.engine.connect() as connection:
        rows = tuple(_listed(row) for row in connection.execute(query).mappings())
        total = connection.scalar(sa.select(sa.func.count()).select_from(P).where(*where)) or 0
        return DocumentList(rows, total)


def documents_after(
    store: Store, wanted: WantedDocuments, day: date, after: str = "", limit: int = 20
) -> list[Policy]:
    """Return documents in order of their identifiers, those after one; for lists that are read on."""
    query = sa.select(P.c.id).where(P.c.id > after, *conditions(wanted, day)).order_by(P.c.id)
    with store.engine.connect() as connection:
        found = list(connection.scalars(query.limit(min(limit, MOST))))
        return list(policies_where(connection, P.c.id.in_(found)))


def names_in_use(store: Store, owner: Owner | None) -> dict[str, Sequence[str]]:
    """Return the regions, issuers and categories that documents have, of one department or of all."""
    own = conditions(WantedDocuments(owner=owner), date.min)
    with store.engine.connect() as connection:
        return {
            name: list(
                connection.scalars(
                    sa.select(P.c[name]).where(P.c[name].is_not(None), *own).distinct().order_by(P.c[name])
                )
            )
            for name in NAMES
        }


def _listed(row: sa.RowMapping) -> ListedDocument:
    told = {"status": Status(row["status"]), "disclosure": Disclosure(row["disclosure"])}
    return ListedDocument(**{**row, **told})
