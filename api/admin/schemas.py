"""Pairs, documents, terms and departments as JSON for the back office."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from policies.content.checks.finding import Finding
from policies.content.editing import Edited
from policies.content.model import (
    Department,
    Disclosure,
    Facet,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Status,
)
from policies.content.pairs.diff import Change
from policies.content.pairs.versions import Version
from policies.wording import say

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class CitationIn(BaseModel):
    """A clause that a pair rests on."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    policy_id: Line
    clause_path: Line | None = None


class PairIn(BaseModel):
    """A pair as an editor writes it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "question": "高温津贴每天发多少",
                    "similar": ["天热上班有没有补助"],
                    "summary": "高温天气露天作业的，每人每天30元。",
                    "detail": {"amount": "每人每天30元。"},
                    "department": "示范市人力资源和社会保障局",
                    "region": "示范市",
                }
            ]
        },
    )

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    external_id: Line | None = None
    similar: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]] = (
        Field(default=[], max_length=200)
    )
    detail: dict[Facet, Words] = {}
    speech: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    citations: list[CitationIn] = Field(default=[], max_length=50)
    department: Line | None = None
    phone: Line | None = None
    region: Line | None = None
    audience: Line | None = None
    category: Line | None = None
    material_kind: Line | None = None
    keywords: list[Line] = Field(default=[], max_length=50)
    facet: Facet | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    internal_note: Words = ""

    def to_pair(self, pair_id: str = "") -> QaPair:
        """Return the pair."""
        told: dict[str, Any] = self.model_dump()
        told |= {name: tuple(told[name]) for name in ("similar", "keywords")}
        told["citations"] = tuple(PairCitation(**each) for each in told["citations"])
        return QaPair(id=pair_id, **told)


class ChangedPairIn(PairIn):
    """A change of a pair."""

    version: int = Field(ge=1, description="The version that was changed; another in between is a conflict.")
    note: Note = ""


class StepIn(BaseModel):
    """A step in a pair's life."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, description="The version that this was decided on.")
    note: Note = Field(default="", description="Why; needed to send back and to archive.")


class ApproveIn(StepIn):
    """An approval."""

    waived: list[Line] = Field(default=[], max_length=20, description="Rules the reviewer answers for.")


class FindingOut(BaseModel):
    """Something that a check found."""

    rule: str
    severity: str
    field: str
    label: str
    sentence: str
    other: str

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """Put a finding into words."""
        return cls(
            rule=finding.rule,
            severity=finding.severity,
            field=finding.field,
            label=finding.label,
            sentence=say(f"findings.{finding.rule}", **finding.facts),
            other=finding.other,
        )


class PairOut(BaseModel):
    """A pair with everything that staff may see."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    state: PairState
    question: str
    summary: str
    external_id: str | None
    similar: list[str]
    detail: dict[Facet, str]
    speech: str
    citations: list[CitationIn]
    department: str | None
    phone: str | None
    region: str | None
    audience: str | None
    category: str | None
    material_kind: str | None
    keywords: list[str]
    facet: Facet | None
    effective_on: date | None
    expires_on: date | None
    reviewed_on: date | None
    internal_note: str
    author: str
    reviewer: str
    is_demo: bool
    extra: dict[str, str]


class EditedOut(BaseModel):
    """A pair after a step, with what the checks say of it."""

    pair: PairOut
    findings: list[FindingOut]

    @classmethod
    def of(cls, edited: Edited) -> EditedOut:
        """Return what a step led to."""
        return cls(
            pair=PairOut.model_validate(edited.pair),
            findings=[FindingOut.of(each) for each in edited.findings],
        )


class PairsOut(BaseModel):
    """A page of pairs."""

    items: list[PairOut]
    next: str | None = Field(description="Give this as `after` for the next page; null on the last.")


class ChangeOut(BaseModel):
    """A changed field; `pieces` show how one text becomes the other."""

    field: str
    before: Any
    after: Any
    pieces: list[dict[str, str]]

    @classmethod
    def of(cls, change: Change) -> ChangeOut:
        """Return a change as JSON."""
        return cls(
            field=change.field,
            before=change.before,
            after=change.after,
            pieces=[asdict(piece) for piece in change.pieces],
        )


class VersionOut(BaseModel):
    """One thing that was done to a pair."""

    number: int
    at: datetime
    actor: str
    action: str
    note: str
    state: PairState
    changes: list[ChangeOut]

    @classmethod
    def of(cls, version: Version) -> VersionOut:
        """Return a version as JSON."""
        return cls(
            number=version.number,
            at=version.at,
            actor=version.actor,
            action=version.action,
            note=version.note,
            state=version.pair.state,
            changes=[ChangeOut.of(each) for each in version.changes],
        )


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
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    since: date | None = None


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

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]
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

    concept: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
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

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
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
