"""Workbooks (.xlsx): lists and tables that come with a document, or are one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from policies.errors import UnreadableFile
from policies.ingest.office.package import checked
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile
from policies.ingest.tables import LONGEST_REPEATED, table_lines
from policies.ingest.text_notice import read_lines

_MOST_CELLS = 2_000_000


def read_workbook(file: RawFile) -> ParsedDocument:
    """Return the parsed document; rows of one cell are lines, the others rows of a table.

    Raises:
        UnreadableFile: locked, broken or no workbook, or one without any value; else as for `read_lines`.
    """
    lines = workbook_lines(checked(file))
    if not lines:
        raise UnreadableFile(file.name, "no_body")
    return read_lines(file.holding("\n".join(lines)))


def workbook_lines(file: RawFile) -> list[str]:
    """Return the lines of the sheets that are shown, each under its name where there are several.

    Raises:
        UnreadableFile: "not_xlsx", or "file_too_large".
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.content), data_only=True)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        SyntaxError,
    ) as error:
        raise UnreadableFile(file.name, "not_xlsx") from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(sheet.max_row * sheet.max_column for sheet in shown) > _MOST_CELLS:
        raise UnreadableFile(file.name, "sheet_too_large", most=_MOST_CELLS)
    filled = [(sheet.title, lines) for sheet in shown if (lines := list(_sheet_lines(sheet)))]
    return [line for title, lines in filled for line in ([title, *lines] if len(filled) > 1 else lines)]


def _sheet_lines(sheet: Any) -> Iterator[str]:
    table: list[list[str]] = []
    for row in _rows(sheet):
        said = [cell for cell in row if cell]
        if len(said) == 1 and row[0]:
            yield from table_lines(table)
            table = []
            yield from (line.strip() for line in said[0].split("\n") if line.strip())
        elif said:
            table.append(row)
    yield from table_lines(table)


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Give the rows; a short value in cells merged downwards is repeated, so that a row can be read alone."""
    repeated: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        value = _shown(sheet.cell(area.min_row, area.min_col))
        if area.max_row > area.min_row and len(value) <= LONGEST_REPEATED:
            below = range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1)
            repeated.update({(row, area.min_col): value for row in below})
    for row in sheet.iter_rows():
        yield [_shown(cell) or repeated.get((cell.row, cell.column), "") for cell in row]


def _shown(cell: Any) -> str:
    """Return a cell's value as a reader sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _figure(value, str(cell.number_format))
    return str(value).strip()


def _figure(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"
