"""An Excel sheet as rows: values as shown, and what must not be lost in silence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from policies.content.importing.header import named
from policies.errors import BadRow, UnreadableFile

NumberedRow = tuple[int, dict[str, Any] | BadRow]


def sheet_rows(path: Path, content: bytes) -> Iterator[NumberedRow]:
    """Give (row number, row) of the first sheet that holds anything.

    A formula counts with the value that was computed when the file was saved; one without such a value is an
    error of its row. Empty rows, and empty columns at the end, do not count.

    Raises:
        UnreadableFile: this is no workbook, or several columns have one name.
    """
    shown, written = _book(path, content, data_only=True), _book(path, content, data_only=False)
    try:
        for value_sheet, formula_sheet in zip(shown.worksheets, written.worksheets, strict=True):
            rows = list(_rows(path, value_sheet, formula_sheet))
            if rows:
                yield from rows
                return
    finally:
        shown.close()
        written.close()


def _rows(path: Path, value_sheet: Any, formula_sheet: Any) -> Iterator[NumberedRow]:
    lines = zip(
        value_sheet.iter_rows(values_only=True), formula_sheet.iter_rows(values_only=True), strict=False
    )
    header: list[str] | None = None
    for number, (values, formulas) in enumerate(lines, start=1):
        if not any(_filled(cell) for cell in formulas):
            continue
        if header is None:
            header = ["" if cell is None else str(cell).strip() for cell in values]
            continue
        missing = _uncomputed(values, formulas)
        if missing is not None:
            yield number, BadRow(path.name, number, "row_formula_without_value", cell=f"{missing}{number}")
        else:
            yield number, named(path.name, header, list(values))


def _uncomputed(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> str | None:
    """Return the letter of the first column whose formula has no value."""
    for place, (value, formula) in enumerate(zip(values, formulas, strict=False), start=1):
        if value is None and isinstance(formula, str) and formula.startswith("="):
            return get_column_letter(place)
    return None


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _book(path: Path, content: bytes, *, data_only: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile(path.name, "not_xlsx") from error
