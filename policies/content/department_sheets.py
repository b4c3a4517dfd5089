"""The directory of departments as a sheet (.csv, .xlsx): out, and in again after a look at what it would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from policies.content.checks.directory import Directory
from policies.content.departments import STOPS
from policies.content.exporting.sheets import Sheet
from policies.content.importing.sources import rows
from policies.content.model import Department
from policies.content.store import Store
from policies.errors import BadRow
from policies.wording import section

_BETWEEN = re.compile(r"[\n;；|、,，]+")
LONGEST, MOST_ALIASES = 100, 50
FIELDS = ("name", "aliases", "parent", "phone", "hours", "address", "region")
Change = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class DepartmentImport:
    """What a sheet holds, and what became of it.

    Attributes:
        lines: (row, name, what it is to the directory).
        errors: rows that cannot be taken.
        unknown_columns: headings that mean nothing here.
        written: whether it was written: only without errors, and not on trial.
    """

    lines: tuple[tuple[int, str, Change], ...]
    errors: tuple[BadRow, ...]
    unknown_columns: tuple[str, ...]
    written: bool

    def count(self, change: Change) -> int:
        """Return how many rows are of a kind."""
        return sum(each == change for _, _, each in self.lines)


def sheet_of(departments: Iterable[Department]) -> Sheet:
    """Return the directory as a table with headings, which an import reads back."""
    return Sheet(section("departments")["title"], list(_columns().values()), map(_cells, departments))


def import_departments(store: Store, path: Path, actor: str, *, dry_run: bool) -> DepartmentImport:
    """Take departments from a sheet; those it does not name stay as they are.

    Args:
        store: whose directory.
        path: the file, .csv, .xlsx or .jsonl, in the columns of an export.
        actor: for the audit.
        dry_run: only look and report.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    found: dict[str, tuple[int, Department]] = {}
    errors: list[BadRow] = []
    unknown: dict[str, None] = {}
    for number, row in rows(path):
        try:
            if isinstance(row, BadRow):
                raise row
            unknown |= dict.fromkeys(name for name in row if name and name not in _names())
            department = _department(path.name, number, row)
            if department.name in found:
                facts = {"name": department.name, "other": found[department.name][0]}
                raise BadRow(path.name, number, "row_department_twice", **facts)
            found[department.name] = (number, department)
        except BadRow as error:
            errors.append(error)
    with store.writing(actor) as write:
        known = {each.name: each for each in store.departments()}
        errors += _contradicting(path.name, known, found)
        written = not dry_run and not errors and bool(found)
        lines = tuple((row, each.name, _change(known.get(each.name), each)) for row, each in found.values())
        if written:
            for _, each in found.values():
                if known.get(each.name) != each:
                    write.department(each)
    order = sorted(errors, key=lambda each: each.row)
    return DepartmentImport(lines, tuple(order), tuple(unknown), written)


def _contradicting(
    file: str, known: Mapping[str, Department], found: Mapping[str, tuple[int, Department]]
) -> list[BadRow]:
    """Return the rows that would leave the directory with a parent that is missing or a circle."""
    directory = Directory({**known, **{name: each for name, (_, each) in found.items()}}.values())
    return [
        BadRow(file, found[finding.id][0], f"row_{finding.rule}", **finding.facts)
        for finding in directory.findings()
        if finding.rule in STOPS and finding.id in found
    ]


def _change(before: Department | None, now: Department) -> Change:
    return "created" if before is None else "unchanged" if before == now else "updated"


def _department(file: str, number: int, row: Mapping[str, Any]) -> Department:
    told = {_names()[name]: str(value or "").strip() for name, value in row.items() if name in _names()}
    name = told.pop("name", "")
    if not 2 <= len(name) <= LONGEST:
        raise BadRow(file, number, "row_department_name", most=LONGEST)
    aliases = tuple(
        dict.fromkeys(each.strip() for each in _BETWEEN.split(told.pop("aliases", "")) if each.strip())
    )
    if len(aliases) > MOST_ALIASES or any(len(each) > LONGEST for each in (*aliases, *told.values())):
        raise BadRow(file, number, "row_department_long", most=LONGEST, aliases=MOST_ALIASES)
    return Department(name, aliases, **{field: told.get(field) or None for field in FIELDS[2:]})


def _cells(department: Department) -> list[object]:
    told = [getattr(department, name) for name in FIELDS]
    return ["、".join(each) if isinstance(each, tuple) else each or "" for each in told]


def _columns() -> dict[str, str]:
    return {name: str(section("departments.column")[name]) for name in FIELDS}


def _names() -> dict[str, str]:
    """Return what headings mean: as in Chinese sheets, or the field's own name."""
    return {**{said: name for name, said in _columns().items()}, **{name: name for name in FIELDS}}
