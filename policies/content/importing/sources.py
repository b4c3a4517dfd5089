"""Rows of a JSONL, CSV or XLSX file, each with the number that a person would look for."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from policies.errors import BadRow, UnreadableFile

NumberedRow = tuple[int, dict[str, Any] | BadRow]


def rows(path: Path) -> Iterator[NumberedRow]:
    """Give (row number, row) for every row that is not blank; a row that cannot be read comes as its error.

    Raises:
        UnreadableFile: the file is missing, empty, of an unknown kind, or not what its name says.
    """
    readers = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(path.name, "unknown_import_kind", suffix=path.suffix or "无")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, "missing_file") from error
    if not content.strip():
        raise UnreadableFile(path.name, "empty_file")
    yield from reader(path, content)


def _decode(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(path.name, "not_text")


def _jsonl(path: Path, content: bytes) -> Iterator[NumberedRow]:
    for number, line in enumerate(_decode(path, content).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield number, BadRow(path.name, number, "row_not_json")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, BadRow(path.name, number, "row_not_json")


def _csv(path: Path, content: bytes) -> Iterator[NumberedRow]:
    reader = csv.reader(io.StringIO(_decode(path, content), newline=""))
    try:
        header = [cell.strip() for cell in next(reader)]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _named(header, cells)
    except csv.Error as error:
        raise UnreadableFile(path.name, "not_csv", line=reader.line_num) from error


def _xlsx(path: Path, content: bytes) -> Iterator[NumberedRow]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile(path.name, "not_xlsx") from error
    try:
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(values_only=True)
        header = ["" if cell is None else str(cell).strip() for cell in next(lines, ())]
        for number, cells in enumerate(lines, start=2):
            if any(cell is not None and str(cell).strip() for cell in cells):
                yield number, _named(header, list(cells))
    finally:
        book.close()


def _named(header: list[str], cells: list[Any]) -> dict[str, Any]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}
