"""Reading the audit entries: who did what, when. They are written with every change and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa

from policies.content import tables
from policies.content.chain import append
from policies.content.store import Store

A = tables.AUDIT
EQUAL = ("kind", "subject", "actor", "action")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: `actor` did `action` to the `kind` named `subject`; `detail` says more, such as the version.

    `digest` is that of the entry in the audit's chain.
    """

    id: int
    at: datetime
    actor: str
    action: str
    kind: str
    subject: str
    detail: dict[str, Any]
    digest: str


class Sought(TypedDict, total=False):
    """Which entries; each that is named and not None narrows them.

    `kind`: about this kind ("pair", "policy", "department" …); `subject`: about this one; `actor`: this
    person's; `action`: of this deed; `since`, `until`: from this moment on, before this moment.
    """

    kind: str | None
    subject: str | None
    actor: str | None
    action: str | None
    since: datetime | None
    until: datetime | None


def audit_entries(
    store: Store, *, before: int | None = None, limit: int = 100, **sought: Unpack[Sought]
) -> list[AuditEntry]:
    """Return entries, newest first.

    Args:
        store: whose.
        before: only entries older than the one with this number, to page on.
        limit: at most so many.
        sought: which entries.
    """
    query = _selected(sought).order_by(A.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(A.c.id < before)
    with store.engine.connect() as connection:
        return [AuditEntry(**row) for row in connection.execute(query).mappings()]


def every_entry(store: Store, **sought: Unpack[Sought]) -> Iterator[AuditEntry]:
    """Give all entries that are sought, oldest first, read as they are taken."""
    query = _selected(sought).order_by(A.c.id)
    with store.engine.connect().execution_options(yield_per=BATCH) as connection:
        for row in connection.execute(query).mappings():
            yield AuditEntry(**row)


def write_entry(
    connection: sa.Connection, actor: str, action: str, kind: str, subject: str, **detail: object
) -> None:
    """Note a deed last in the transaction that does it; for what is no content and needs no revision."""
    values = {"at": datetime.now(UTC), "actor": actor, "action": action, "kind": kind, "subject": subject}
    append(connection, [{**values, "detail": detail}])


def _selected(sought: Sought) -> sa.Select[Any]:
    query = sa.select(A)
    for name in EQUAL:
        if (value := sought.get(name)) is not None:
            query = query.where(A.c[name] == value)
    if (since := sought.get("since")) is not None:
        query = query.where(A.c.at >= since)
    if (until := sought.get("until")) is not None:
        query = query.where(A.c.at < until)
    return query
