"""Documents as JSON for the back office."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.security.text import Day, Identifier, Legible
from policies.content.documents.foresight import Foresight
from policies.content.documents.relations import Tie
from policies.content.filing import FiledDocument
from policies.content.model import Disclosure, PairState, Policy, Status
from policies.content.overriding import Decision
from policies.wording import say


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


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
    successor: Identifier | None = Field(
        default=None, description="The document that takes its place; only with 已废止."
    )

    def to_decision(self) -> Decision:
        """Return what is decided."""
        return Decision(self.status, self.reason, self.since, self.successor)


class FiledOut(BaseModel):
    """What became of one uploaded document."""

    name: str
    result: str
    id: str | None
    title: str | None
    reason: str | None
    code: str | None = Field(
        description="The reason's name, such as explains_unknown; null where it went in."
    )
    reading: str | None = Field(description="Where it lies on the editors' table, when it waits for one.")

    @classmethod
    def of(cls, each: FiledDocument) -> FiledOut:
        """Return the result with its reason in words."""
        error = each.error
        kept = say("documents.keeps") if each.keeps else None
        return cls(
            name=each.where,
            result=each.result,
            id=each.source_id,
            title=each.document.title if each.document is not None else None,
            reason=say(f"errors.{error.reason}", **error.facts) if error is not None else kept,
            code=error.reason if error is not None else None,
            reading=each.reading_id,
        )


class ProgressOut(BaseModel):
    """How far the reading of an upload is, and what became of the document that was read last."""

    done: int
    total: int
    filed: FiledOut | None = None
    failed: str | None = Field(default=None, description="Why the rest was not read; null where all was.")


class ClauseOut(_Out):
    """A clause as it is stored."""

    path: str
    level: int
    heading: str
    text: str


class RelationOut(_Out):
    """A tie to another document; `id` is null where the library does not hold it."""

    tie: Tie
    name: str
    id: str | None
    clause: str | None


class CitingOut(_Out):
    """A pair that rests on the document, or a change of it that waits; "" names the whole document."""

    id: str
    question: str
    state: PairState
    paths: list[str]
    waits: bool


class WholeDocumentOut(DocumentOut):
    """A document with its clauses and what ties it to others."""

    index_number: str | None
    category: str | None
    written_on: date | None
    published_on: date | None
    source_url: str | None
    source_name: str | None
    text: list[ClauseOut]
    relations: list[RelationOut]
    cited_by: list[CitingOut]


class TurnOut(_Out):
    """A document whose validity would change."""

    id: str
    title: str
    before: Status | None
    after: Status
    stands: bool


class PairTurnOut(_Out):
    """A published pair that would begin or cease to answer."""

    id: str
    question: str
    answers: bool


class ForesightOut(_Out):
    """What a change would lead to on a day."""

    day: date
    documents: list[TurnOut]
    pairs: list[PairTurnOut]

    @classmethod
    def of(cls, foresight: Foresight) -> ForesightOut:
        """Return it for the API."""
        return cls.model_validate(foresight)
