"""Values of the store as JSON and back, the same for every kind of database."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

WIDTH = 1 << 256


def line_of(row: dict[str, Any]) -> str:
    """Return a row as one line of JSON, keys sorted; the same row gives the same line in every database."""
    return json.dumps(
        {name: _plain(value) for name, value in row.items()}, ensure_ascii=False, sort_keys=True
    )


def row_of(line: str, table: sa.Table) -> dict[str, Any]:
    """Return the row of a line, with the types of its table's columns; unknown columns raise KeyError."""
    return {name: _typed(value, table.c[name].type) for name, value in json.loads(line).items()}


class Digest:
    """A sum over lines that does not depend on their order (databases sort text differently)."""

    def __init__(self) -> None:
        self._sum = 0
        self.count = 0

    def add(self, line: str) -> None:
        """Count one line in."""
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")) % WIDTH
        self.count += 1

    @property
    def text(self) -> str:
        """The sum in hexadecimal digits."""
        return f"{self._sum:064x}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
