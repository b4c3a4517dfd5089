"""The directory of departments over HTTP."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.accounts import Reason
from api.admin.exchange import FILE, MEDIA_TYPES
from api.admin.pair_schemas import FindingOut
from api.admin.pairs import READING, WRITING
from api.admin.schemas import DepartmentBody, ImportOut, SavedDepartmentOut
from api.admin.uploads import kept_for_a_while
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Editor, Reader
from api.security.text import Legible
from policies.content.department_moves import DepartmentMoves, Moved
from policies.content.department_sheets import DepartmentImport, import_departments, sheet_of
from policies.content.department_uses import uses_of
from policies.content.departments import Departments
from policies.content.exporting.sheets import write_xlsx
from policies.errors import DepartmentNotFound
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/departments", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100), Legible]


class RenameIn(BaseModel):
    """A department's new name, and why."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    new: Name
    reason: Reason


class MergeIn(BaseModel):
    """Into which department one goes up, and why."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    into: Name
    reason: Reason


class MovedOut(BaseModel):
    """What went along with a department."""

    department: DepartmentBody
    pairs: int = Field(description="How many pairs got a new version.")
    others: dict[str, int] = Field(description="Accounts, keys, desks, orders, gaps.")


class UsesOut(BaseModel):
    """How much refers to a department."""

    uses: dict[str, int]


@router.get("", responses=READING)
def list_departments(bridge: BridgeDep, key: Reader) -> list[DepartmentBody]:
    """List all departments by name."""
    return [DepartmentBody.model_validate(each) for each in bridge.library.store.departments()]


@router.put("", responses=WRITING)
def save_department(body: DepartmentBody, bridge: BridgeDep, key: Editor) -> SavedDepartmentOut:
    """Save a department under its name; tells what is still to be settled, such as an alias of two."""
    findings = Departments(bridge.library.store, key.name).save(body.to_department())
    return SavedDepartmentOut(department=body, findings=[FindingOut.of(each) for each in findings])


@router.get("/uses", responses=READING)
def read_uses(
    bridge: BridgeDep, key: Reader, name: Annotated[str, Query(min_length=1, max_length=100)]
) -> UsesOut:
    """Count what refers to a department of this name or alias."""
    found = bridge.library.store.department(name)
    if found is None:
        raise DepartmentNotFound(name)
    return UsesOut(uses=uses_of(bridge.library.store, found).told())


@router.post("/rename", responses=WRITING)
def rename_department(body: RenameIn, bridge: BridgeDep, key: Admin) -> MovedOut:
    """Give a department another name; the old one becomes an alias, and what refers to it goes along."""
    return _moved(DepartmentMoves(bridge.library.store, key.name).rename(body.name, body.new, body.reason))


@router.post("/merge", responses=WRITING)
def merge_departments(body: MergeIn, bridge: BridgeDep, key: Admin) -> MovedOut:
    """Let a department go up in another one, with everything that refers to it."""
    return _moved(DepartmentMoves(bridge.library.store, key.name).merge(body.name, body.into, body.reason))


@router.post("/import", responses=WRITING)
def import_directory(
    bridge: BridgeDep,
    key: Editor,
    file: Annotated[UploadFile, File(description=".xlsx, .csv or .jsonl in the columns of an export")],
    dry_run: Annotated[bool, Form(description="Only look and report")] = True,
) -> ImportOut:
    """Import departments; by default only a dry run. Nothing is written while a row has an error."""
    with kept_for_a_while([file]) as (path,):
        return _told(import_departments(bridge.library.store, path, key.name, dry_run=dry_run))


@router.get("/export", responses={**FILE, **READING}, response_class=FileResponse)
def export_directory(bridge: BridgeDep, key: Reader) -> FileResponse:
    """Export the directory as a workbook that an import reads back without loss."""
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-export-")
    path = Path(folder.name) / f"{say('departments.title')}.xlsx"
    write_xlsx(path, [sheet_of(bridge.library.store.departments())])
    return FileResponse(
        path,
        media_type=MEDIA_TYPES["xlsx"],
        filename=path.name,
        background=BackgroundTask(folder.cleanup),
    )


def _moved(moved: Moved) -> MovedOut:
    body = DepartmentBody.model_validate(moved.department)
    return MovedOut(department=body, pairs=moved.pairs, others=moved.others)


def _told(report: DepartmentImport) -> ImportOut:
    return ImportOut(
        written=report.written,
        rows=len(report.lines) + len(report.errors),
        created=report.count("created"),
        updated=report.count("updated"),
        unchanged=report.count("unchanged"),
        lines=[
            {"row": row, "question": name, "action": change, "warnings": []}
            for row, name, change in report.lines
        ],
        errors=[
            {"row": each.row, "reason": say(f"errors.{each.reason}", **each.facts)} for each in report.errors
        ],
        unknown_columns=list(report.unknown_columns),
    )
