"""Documents, terms, departments and the audit as JSON for the back office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pair_schemas import FindingOut, Line
from api.security.text import Day, Legible
from policies.content.model import Department, Disclosure, Policy, Status


class DocumentOut(BaseModel):
    """A document in a list, as staff see it."""

    id: str
    title: str
    doc_number: str | None
    issuer: str | None
    region: str | None
    disclosure: Disclosure
    status: Status
    holds: bool = Field(description="Whether this text is the rule today.")
    status_reason: str
    superseded_by_id: str | None
    effective_on: date | None
    expires_on: date | None
    version: int
    clauses: int
    has_interpretation: bool

    @classmethod
    def of(cls, policy: Policy, day: date, *, explained: bool) -> DocumentOut:
        """Return a document with its status on a day."""
        names = ("id", "title", "doc_number", "issuer", "region", "disclosure", "status_reason")
        more = ("superseded_by_id", "effective_on", "expires_on", "version")
        return cls(
            **{name: getattr(policy, name) for name in (*names, *more)},
            status=policy.status_on(day),
            holds=policy.holds_on(day),
            clauses=len(policy.clauses),
            has_interpretation=explained,
        )


class DocumentsOut(BaseModel):
    """A page of documents."""

    items: list[DocumentOut]
    next: str | None


class StatusIn(BaseModel):
    """An editor's decision on a document's validity."""

    model_config = ConfigDict(extra="forbid")

    status: Status | None = Field(description="null takes an earlier decision back.")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    since: Day | None = None


class FiledOut(BaseModel):
    """What became of one uploaded document."""

    name: str
    result: str
    id: str | None
    title: str | None
    reason: str | None


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


class TermBody(BaseModel):
    """A term of the dictionary."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    concept: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Legible]
    type: Line = Field(examples=["matter"])
    field: Line = Field(default="通用", examples=["医保"])
    ways: list[Line] = Field(default=[], max_length=200, examples=[["看病报销"]])
    is_word: bool = True


class TermOut(TermBody):
    """A term with its author; `is_retired` takes a term of the files out of use."""

    is_retired: bool
    author: str


class TrialIn(BaseModel):
    """A text to read on trial, and terms to try with it that are not saved."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    terms: list[TermBody] = Field(default=[], max_length=50)


class ReadingOut(BaseModel):
    """How a text is cut and what is found in it."""

    words: list[str]
    official: list[dict[str, str]]
    added: list[str]


class TrialOut(BaseModel):
    """A text as it is read now, and as it would be with the terms on trial."""

    before: ReadingOut
    after: ReadingOut


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
