"""The directory of departments over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from api.admin.pair_schemas import FindingOut
from api.admin.pairs import READING, WRITING
from api.admin.schemas import DepartmentBody, SavedDepartmentOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from policies.content.departments import Departments

router = APIRouter(prefix="/api/v1/admin/departments", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.get("", responses=READING)
def list_departments(bridge: BridgeDep, key: Reader) -> list[DepartmentBody]:
    """List all departments by name."""
    return [DepartmentBody.model_validate(each) for each in bridge.library.store.departments()]


@router.put("", responses=WRITING)
def save_department(body: DepartmentBody, bridge: BridgeDep, key: Editor) -> SavedDepartmentOut:
    """Save a department under its name; tells what is still to be settled, such as an alias of two."""
    findings = Departments(bridge.library.store, key.name).save(body.to_department())
    return SavedDepartmentOut(department=body, findings=[FindingOut.of(each) for each in findings])
