"""Cells under their header: no cell is lost because its column has no name, or the same name twice."""

from __future__ import annotations

from typing import Any

from policies.content.importing.names import SEVERAL, column_of
from policies.errors import UnreadableFile


def named(where: str, header: list[str], cells: list[Any]) -> dict[str, Any]:
    """Return the cells by column; a filled cell without a column's name is kept under 第N列.

    Raises:
        UnreadableFile: two columns mean the same and cannot be put together.
    """
    row: dict[str, Any] = {}
    for place, cell in enumerate(cells):
        name = header[place] if place < len(header) else ""
        if not name:
            if cell is None or not str(cell).strip():
                continue
            name = f"第{place + 1}列"
        if name not in row:
            row[name] = cell
        elif column_of(name) in SEVERAL:
            row[name] = f"{row[name] or ''}\n{cell or ''}"
        else:
            raise UnreadableFile(where, "column_twice", column=name)
    return row
