"""Tables as files that spreadsheets open: texts stay texts, whatever they begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from policies.content.importing.sources import escaped

BYTE_ORDER_MARK = "\ufeff"
# What a cell of a workbook holds at most.
LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its headings and its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Give a table line by line; it begins with the mark by which spreadsheets see that it is UTF-8."""
    yield BYTE_ORDER_MARK + csv_line(sheet.header)
    for row in sheet.rows:
        yield csv_line(row)


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of a table; no cell is taken for a formula."""
    stream = io.StringIO()
    csv.writer(stream).writerow(escaped(cell) if isinstance(cell, str) else cell for cell in cells)
    return stream.getvalue()


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, a sheet for each table, row by row.

    Raises:
        OSError: the file cannot be written.
    """
    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        page.append([cell_of(page, name) for name in sheet.header])
        for row in sheet.rows:
            page.append([cell_of(page, value) for value in row])
    book.save(path)


def cell_of(page: Any, value: object) -> object:
    """Return a value for a cell: a text as a text, even where it begins like a formula, and as much as it holds."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if not isinstance(value, str):
        return value
    value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    if not value.startswith("="):
        return value or None
    cell = openpyxl.cell.WriteOnlyCell(page, value)
    cell.data_type = "s"
    return cell
