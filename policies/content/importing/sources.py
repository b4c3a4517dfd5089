"""Rows of a JSONL, CSV or XLSX file, each with the number that a person would look for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from policies.content.importing.header import named
from policies.content.importing.sheet import NumberedRow, sheet_rows
from policies.errors import BadRow, UnreadableFile

# A text that begins like a formula is exported behind an apostrophe, so that no spreadsheet computes it.
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")


def rows(path: Path) -> Iterator[NumberedRow]:
    """Give (row number, row) for every row that is not blank; a row that cannot be read comes as its error.

    Raises:
        UnreadableFile: the file is missing, empty, of an unknown kind, or not what its name says.
    """
    readers = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": sheet_rows}
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


def escaped(text: str) -> str:
    """Return a text as a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def unescaped(cell: str) -> str:
    """Return what `escaped` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


def _csv(path: Path, content: bytes) -> Iterator[NumberedRow]:
    reader = csv.reader(io.StringIO(_decode(path, content), newline=""))
    try:
        header = next(([cell.strip() for cell in line] for line in reader if any(map(str.strip, line))), [])
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, named(path.name, header, [unescaped(cell) for cell in cells])
    except csv.Error as error:
        raise UnreadableFile(path.name, "not_csv", line=reader.line_num) from error
