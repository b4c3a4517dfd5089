"""Reading the audit entries: who did what, when. They are written with every change and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.store import Store

A = tables.AUDIT


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: `actor` did `action` to the `kind` named `subject`; `detail` says more, such as the version."""

    id: int
    at: datetime
    actor: str
    action: str
    kind: str
    subject: str
    detail: dict[str, Any]


def audit_entries(
    store: Store,
    *,
    kind: str | None = None,
    subject: str | None = None,
    actor: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[AuditEntry]:
    """Return entries, newest first.

    Args:
        store: whose.
        kind: only those about this kind ("pair", "policy", "department" …).
        subject: only those about this one.
        actor: only this person's.
        before: only entries older than the one with this number, to page on.
        limit: at most so many.
    """
    query = sa.select(A).order_by(A.c.id.desc()).limit(limit)
    for column, value in ((A.c.kind, kind), (A.c.subject, subject), (A.c.actor, actor)):
        if value is not None:
            query = query.where(column == value)
    if before is not None:
        query = query.where(A.c.id < before)
    with store.engine.connect() as connection:
        return [_entry(row) for row in connection.execute(query).mappings()]


def write_entry(
    connection: sa.Connection, actor: str, action: str, kind: str, subject: str, **detail: str
) -> None:
    """Note a deed in the transaction that does it; for what is no content and needs no revision."""
    values = {"at": datetime.now(UTC), "actor": actor, "action": action, "kind": kind, "subject": subject}
    connection.execute(sa.insert(A).values(**values, detail=detail))


def _entry(row: sa.RowMapping) -> AuditEntry:
    return AuditEntry(**row)
