"""Interpretations in pages, by what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.documents.wanted import Owner, issued_by
from policies.content.model import InterpretationKind
from policies.content.reading import snapshot
from policies.content.store import Store

D, T, E = tables.POLICY, tables.INTERPRETATION, tables.EXPLAINS


@dataclass(frozen=True, slots=True)
class Sought:
    """Which interpretations; each that is not None narrows them.

    Attributes:
        text: in the title of it or of a document that it explains, or in such a document's 文号.
        kind: of this form.
        issuer: published by it.
        linked: False for those that explain no document of the library.
        owner: that published it, or whose document it explains: what a liaison may see.
    """

    text: str | None = None
    kind: InterpretationKind | None = None
    issuer: str | None = None
    linked: bool | None = None
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A document by name."""

    id: str
    title: str
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An interpretation in a list, with what it explains."""

    id: str
    title: str
    kind: InterpretationKind
    issuer: str | None
    published_on: date | None
    explains: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of interpretations, the newest first; `issuers` are all that there are."""

    rows: tuple[Listed, ...]
    total: int
    issuers: tuple[str, ...]


def interpretations(store: Store, sought: Sought, offset: int, limit: int) -> Found:
    """Return a page of the interpretations that are sought."""
    where = _conditions(sought)
    own = _conditions(Sought(owner=sought.owner))
    query = sa.select(T.c.id, T.c.title, T.c.kind, T.c.issuer, T.c.published_on).where(*where)
    query = query.order_by(sa.func.coalesce(T.c.published_on, date.min).desc(), T.c.id)
    with snapshot(store.engine) as connection:
        total = connection.scalar(sa.select(sa.func.count()).select_from(T).where(*where)) or 0
        rows = connection.execute(query.offset(offset).limit(limit)).all()
        explained = _explained(connection, [row.id for row in rows])
        issuers = connection.scalars(sa.select(T.c.issuer).distinct().where(T.c.issuer.is_not(None), *own))
        named = tuple(sorted(issuers))
    listed = (
        Listed(
            row.id,
            row.title,
            InterpretationKind(row.kind),
            row.issuer,
            row.published_on,
            explained.get(row.id, ()),
        )
        for row in rows
    )
    return Found(tuple(listed), total, named)


def is_of(store: Store, interpretation_id: str, owner: Owner) -> bool:
    """Tell whether an interpretation is a department's: published by it, or of a document that it issued."""
    query = sa.select(T.c.id).where(T.c.id == interpretation_id, *_conditions(Sought(owner=owner)))
    with store.engine.connect() as connection:
        return connection.execute(query).first() is not None


def _explained(connection: sa.Connection, identifiers: list[str]) -> dict[str, tuple[Named, ...]]:
    query = (
        sa.select(E.c.interpretation_id, D.c.id, D.c.title, D.c.doc_number)
        .join(D, D.c.id == E.c.policy_id)
        .where(E.c.interpretation_id.in_(identifiers))
        .order_by(D.c.title)
    )
    found: dict[str, tuple[Named, ...]] = {}
    for identifier, *named in connection.execute(query):
        found[identifier] = (*found.get(identifier, ()), Named(*named))
    return found


def _conditions(sought: Sought) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    explaining = sa.select(E.c.policy_id).where(E.c.interpretation_id == T.c.id)
    if sought.text:
        about = sa.or_(
            D.c.title.contains(sought.text, autoescape=True),
            D.c.doc_number.contains(sought.text, autoescape=True),
        )
        named = sa.exists().where(D.c.id == E.c.policy_id, E.c.interpretation_id == T.c.id, about)
        where.append(sa.or_(T.c.title.contains(sought.text, autoescape=True), named))
    where += [T.c.kind == sought.kind.value] if sought.kind is not None else []
    where += [T.c.issuer == sought.issuer] if sought.issuer else []
    if sought.linked is not None:
        where.append(explaining.exists() if sought.linked else ~explaining.exists())
    if sought.owner is not None:
        theirs = explaining.join(D, D.c.id == E.c.policy_id).where(issued_by(sought.owner, D.c.issuer))
        where.append(sa.or_(issued_by(sought.owner, T.c.issuer), theirs.exists()))
    return where
