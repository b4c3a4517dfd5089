"""The regression set and its runs as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.admin.pair_schemas import Line
from api.security.text import Identifier, QuestionText
from policies.regression.cases import NewCase
from policies.regression.model import Case, Moved, Result, Run, Source, State, Verdict


class CaseIn(BaseModel):
    """A question, and the pairs of which one must answer; without any, how it must end."""

    model_config = ConfigDict(extra="forbid")

    text: QuestionText
    pair_ids: Annotated[list[Identifier], Field(max_length=10)] = []
    expect: Line | None = Field(
        default=None, description="refuse, complaint, emergency …: for questions without a pair."
    )
    region: Line = ""

    def to_case(self) -> NewCase:
        """Return the question."""
        return NewCase(self.text, tuple(self.pair_ids), self.expect or None, self.region)


class CollectIn(BaseModel):
    """Where questions are taken from."""

    model_config = ConfigDict(extra="forbid")

    source: Literal["confirmed", "gap", "similar"]


class RemoveIn(BaseModel):
    """Which questions are taken out."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[Identifier], Field(min_length=1, max_length=500)]


class CaseOut(BaseModel):
    """A question of the set."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    text: str
    region: str
    pair_ids: list[str]
    expect: str | None
    source: Source
    added_at: datetime
    added_by: str


class CasesOut(BaseModel):
    """A page of the set."""

    items: list[CaseOut]
    total: int


class MovedOut(BaseModel):
    """A question that ends otherwise."""

    case: CaseOut
    before: Verdict
    now: Verdict
    found: str
    is_worse: bool

    @classmethod
    def of(cls, moved: Moved) -> MovedOut:
        """Return it as JSON."""
        case = CaseOut.model_validate(moved.case)
        return cls(case=case, before=moved.before, now=moved.now, found=moved.found, is_worse=moved.is_worse)


class RunOut(BaseModel):
    """A run of the whole set."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    state: State
    revision: int
    day: date
    started_at: datetime
    started_by: str
    ended_at: datetime | None
    total: int
    done: int
    figures: dict[str, Any]


class ResultOut(BaseModel):
    """How a question ended."""

    case: CaseOut
    verdict: Verdict
    outcome: str
    found: str
    confidence: float
    ms: float

    @classmethod
    def of(cls, case: Case, result: Result) -> ResultOut:
        """Return it as JSON."""
        names = ("verdict", "outcome", "found", "confidence", "ms")
        return cls(case=CaseOut.model_validate(case), **{name: getattr(result, name) for name in names})


class WholeRunOut(BaseModel):
    """A run with its results, and what ended otherwise in another run."""

    run: RunOut
    against: RunOut | None
    moved: list[MovedOut]
    results: list[ResultOut]

    @classmethod
    def of(
        cls, run: Run, against: Run | None, moved: list[Moved], results: list[tuple[Case, Result]]
    ) -> WholeRunOut:
        """Return it as JSON."""
        return cls(
            run=RunOut.model_validate(run),
            against=RunOut.model_validate(against) if against is not None else None,
            moved=[MovedOut.of(each) for each in moved],
            results=[ResultOut.of(case, result) for case, result in results],
        )
