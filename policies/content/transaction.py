"""One transaction of content: all of it becomes visible as one new revision, or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from policies.content import tables
from policies.content.chain import append
from policies.content.validity import settle


class Transaction:
    """A context manager; leaving it normally commits, leaving it by an exception undoes everything."""

    def __init__(self, engine: sa.Engine, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._unsettled: set[str] = set()
        self._done: list[dict[str, Any]] = []
        self.revision = 0

    def __enter__(self) -> Self:
        self._connection = self._engine.connect()
        self._transaction = self._connection.begin()
        # The first statement takes the write lock, so that revisions are committed in their order.
        revision = tables.REVISION
        self._connection.execute(sa.update(revision).values(number=revision.c.number + 1))
        self.revision = int(self._connection.scalar(sa.select(revision.c.number)) or 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.settle()
                append(self._connection, self._done)
                self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self._connection.close()

    def settle(self) -> None:
        """Derive what follows for documents from those changed so far; leaving the transaction does it anyway."""
        settle(self._connection, self._unsettled, self.revision)
        self._unsettled.clear()

    @property
    def connection(self) -> sa.Connection:
        """The transaction, for reading what must not change before it ends."""
        return self._connection

    def _children(
        self, table: sa.Table, parent: sa.Column[Any], identifier: str, rows: Sequence[dict[str, Any]]
    ) -> None:
        self._connection.execute(sa.delete(table).where(parent == identifier))
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def _many(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def _audit(self, action: str, kind: str, subject: str, detail: dict[str, Any] | None = None) -> None:
        self._done.append(
            {
                "at": datetime.now(UTC),
                "actor": self._actor,
                "action": action,
                "kind": kind,
                "subject": subject,
                "detail": detail or {},
            }
        )
