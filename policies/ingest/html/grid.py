"""A table's cells in their places, and whether a table is one or only lays out the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policies.ingest.tables import LONGEST_REPEATED

Element = Any

_PROSE = 300
_MOST_COLUMNS = 200


def is_layout(table: Element) -> bool:
    """Tell a table that only frames text: one cell a row, or a cell that holds a table or much prose."""
    rows = _rows(table)
    widest = max((len(row) for row in rows), default=0)
    if widest <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    if any(cell.find(".//table") is not None for cell in cells):
        return True
    return len(rows) <= 2 and any(
        len(cell.findall(".//p")) > 3 and len("".join(cell.itertext())) > _PROSE for cell in cells
    )


def grid_of(table: Element, text_of: Callable[[Element], str]) -> list[list[str]]:
    """Return the rows with every cell in its column.

    A short cell that spans rows is repeated in each, so that a row can be read alone; one that spans
    columns stands in the first of them.
    """
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in _rows(table):
        line: list[str] = []
        for cell in row:
            _fill(line, hanging)
            text = text_of(cell)
            repeated = text if len(text) <= LONGEST_REPEATED else ""
            below = _span(cell, "rowspan") - 1
            for column in range(_span(cell, "colspan")):
                if below > 0:
                    hanging[len(line)] = (below, repeated if column == 0 else "")
                line.append(text if column == 0 else "")
        _fill(line, hanging)
        grid.append(line)
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Add the cells that hang down from rows above, up to the next free column."""
    while (hung := hanging.get(len(line))) is not None:
        left, text = hung
        if left > 1:
            hanging[len(line)] = (left - 1, text)
        else:
            del hanging[len(line)]
        line.append(text)


def _rows(table: Element) -> list[list[Element]]:
    rows = [
        *table.iterchildren("tr"),
        *(row for part in table.iterchildren("thead", "tbody", "tfoot") for row in part.iterchildren("tr")),
    ]
    return [list(row.iterchildren("td", "th")) for row in rows]


def _span(cell: Element, name: str) -> int:
    printed = cell.get(name, "1").strip()
    return min(max(int(printed), 1), _MOST_COLUMNS) if printed.isdecimal() else 1
