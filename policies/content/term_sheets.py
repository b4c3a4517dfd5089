"""Terms as a sheet (.csv, .xlsx, .jsonl): for editors who keep them in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from policies.content.importing.sources import rows
from policies.errors import BadRow, InputError, UnreadableFile
from policies.language.term import Term, clean
from policies.wording import section

_BETWEEN_WAYS = re.compile(r"[\n;；|、,，]+")


def read_sheet(path: Path) -> tuple[list[Term], list[InputError]]:
    """Return the terms of a sheet and the errors of the rows that are none, each with its row.

    Columns may be named as in Chinese sheets (`terms.column` of the wording) or by their field names.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    terms: list[Term] = []
    errors: list[InputError] = []
    for _, each in read_rows(path):
        if isinstance(each, Term):
            terms.append(each)
        else:
            errors.append(each)
    return terms, errors


def read_rows(path: Path) -> Iterator[tuple[int, Term | BadRow]]:
    """Give row number and term, or what is wrong with the row; see `read_sheet`.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    for number, row in rows(path):
        if isinstance(row, BadRow):
            yield number, row
            continue
        try:
            yield number, clean(_term(row))
        except InputError as error:
            yield number, BadRow(path.name, number, error.reason, **error.facts)


def write_sheet(path: Path, terms: Iterable[Term]) -> int:
    """Write terms as .csv (UTF-8 with its mark, so that spreadsheets read it), .xlsx or .jsonl; return how many.

    Raises:
        UnreadableFile: another kind of file is asked for.
    """
    if path.suffix.lower() == ".jsonl":
        return _write_lines(path, terms)
    lines = [list(_columns().values()), *(_cells(term) for term in terms)]
    match path.suffix.lower():
        case ".csv":
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(lines)
            path.write_text(text.getvalue(), encoding="utf-8-sig")
        case ".xlsx":
            _write_book(path, lines)
        case other:
            raise UnreadableFile(path.name, "unknown_sheet_kind", suffix=other or "无")
    return len(lines) - 1


def _write_lines(path: Path, terms: Iterable[Term]) -> int:
    rows_of = [{name: getattr(term, name) for name in _columns()} for term in terms]
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows_of)
    path.write_text(text, encoding="utf-8")
    return len(rows_of)


def _write_book(path: Path, lines: list[list[str]]) -> None:
    book = openpyxl.Workbook(write_only=False)
    sheet: Any = book.active
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s"  # a term that begins with "=" is no formula
    book.save(path)


def _columns() -> dict[str, str]:
    return dict(section("terms")["column"])


def _types() -> dict[str, str]:
    return dict(section("terms")["type"])


def _term(row: Mapping[str, Any]) -> Term:
    names = {spoken: name for name, spoken in _columns().items()}
    cells = {names.get(str(column).strip(), str(column).strip()): value for column, value in row.items()}
    types = {spoken: name for name, spoken in _types().items()}
    kind, ways = _text(cells.get("type")), cells.get("ways")
    return Term(
        concept=_text(cells.get("concept")),
        type=types.get(kind, kind),
        field=_text(cells.get("field")),
        ways=tuple(map(_text, ways)) if isinstance(ways, list) else tuple(_BETWEEN_WAYS.split(_text(ways))),
        is_word=_is_yes(cells.get("is_word"), default=True),
        is_retired=_is_yes(cells.get("is_retired"), default=False),
    )


def _cells(term: Term) -> list[str]:
    yes, no = section("terms")["yes"], section("terms")["no"]
    flags = [yes if flag else no for flag in (term.is_word, term.is_retired)]
    return [term.concept, _types()[term.type], term.field, "；".join(term.ways), *flags]


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _is_yes(value: Any, *, default: bool) -> bool:
    text = _text(value).lower()
    return default if not text else text in {section("terms")["yes"], "true", "1", "yes", "y"}
