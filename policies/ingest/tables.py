"""Tables inside a text: one line a row, "| cell | cell |".

A table stays in the clause in which it is printed. A cell's own line breaks become blanks and its bars
become full-width ones, so that `table_rows` gives back every row as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

LONGEST_REPEATED = 40


def row_line(cells: Sequence[str]) -> str:
    """Return a row as a line; "" where all cells are empty."""
    clean = [" ".join(cell.replace("|", "｜").split()) for cell in cells]
    return f"| {' | '.join(clean)} |" if any(clean) else ""


def row_cells(line: str) -> tuple[str, ...] | None:
    """Return the cells of a row's line, None where the line is none."""
    stripped = line.strip()
    if len(stripped) < 2 or not (stripped.startswith("|") and stripped.endswith("|")):
        return None
    return tuple(cell.strip() for cell in stripped[1:-1].split("|"))


def table_rows(text: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Give every table of a clause's text as its rows, in order."""
    lines = [row_cells(line) for line in text.splitlines()]
    for is_table, rows in groupby(lines, key=lambda cells: cells is not None):
        if is_table:
            yield tuple(cells for cells in rows if cells is not None and not _is_rule(cells))


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table, empty rows and empty columns at the right left out."""
    every = [list(row) for row in rows]
    width = max((index + 1 for row in every for index, cell in enumerate(row) if cell.strip()), default=0)
    padded = [[*row[:width], *[""] * (width - len(row))] for row in every]
    return [line for row in padded if (line := row_line(row))]


def _is_rule(cells: tuple[str, ...]) -> bool:
    """Tell the rule below a markdown table's head: | --- | :-: |."""
    return any(cells) and all(set(cell) <= set("-: ") for cell in cells)
