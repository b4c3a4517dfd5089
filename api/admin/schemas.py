"""Terms, departments and the audit as JSON for the back office."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pair_schemas import FindingOut, Line
from api.security.text import Legible
from policies.content.model import Department


class DepartmentBody(BaseModel):
    """A department of the directory."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100), Legible]
    aliases: list[Line] = Field(default=[], max_length=50)
    parent: Line | None = None
    phone: Line | None = None
    hours: Line | None = None
    address: Line | None = None
    region: Line | None = None

    def to_department(self) -> Department:
        """Return the department."""
        return Department(**{**self.model_dump(), "aliases": tuple(self.aliases)})


class SavedDepartmentOut(BaseModel):
    """A saved department, with what is still to be settled."""

    department: DepartmentBody
    findings: list[FindingOut]


class AuditOut(BaseModel):
    """One entry of the audit."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    actor: str
    action: str
    kind: str
    subject: str
    detail: dict[str, Any]
    digest: str = Field(
        description="SHA-256 of the digest before and this entry: a chain that shows every change."
    )


class ImportOut(BaseModel):
    """What an import found and did."""

    written: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    lines: list[dict[str, Any]]
    errors: list[dict[str, Any]]
    unknown_columns: list[str]
