"""Pairs as JSON for the back office."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.security.text import Day, Legible
from policies.content.checks.finding import Finding
from policies.content.editing import Edited
from policies.content.model import (
    Facet,
    PairCitation,
    PairState,
    QaPair,
)
from policies.content.pairs.diff import Change
from policies.content.pairs.versions import Version
from policies.wording import say

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Legible]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), Legible]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Legible]


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

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), Legible]
    external_id: Line | None = None
    similar: list[
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    ] = Field(default=[], max_length=200)
    detail: dict[Facet, Words] = {}
    speech: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Legible] = ""
    citations: list[CitationIn] = Field(default=[], max_length=50)
    department: Line | None = None
    phone: Line | None = None
    region: Line | None = None
    audience: Line | None = None
    category: Line | None = None
    material_kind: Line | None = None
    keywords: list[Line] = Field(default=[], max_length=50)
    facet: Facet | None = None
    effective_on: Day | None = None
    expires_on: Day | None = None
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


class ScheduleIn(ApproveIn):
    """An approval for a day to come."""

    on: date = Field(description="From tomorrow on, at most a year ahead.", examples=["2027-01-01"])


class ScheduledOut(BaseModel):
    """A publication to come."""

    model_config = ConfigDict(from_attributes=True)

    pair_id: str
    version: int
    on: date
    actor: str
    note: str
    failed: str | None = Field(description="Why it was not published on its day; null while it waits.")


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
