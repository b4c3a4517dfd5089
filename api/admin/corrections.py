"""What operators found wrong or missing, for editors to go through."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier, Legible

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class CorrectionOut(BaseModel):
    """A request: what was looked for, what was shown, what the operator says about it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: Literal["wrong", "missing"]
    question: str = Field(examples=["退休人员体检多久一次"])
    qa_id: str | None
    source_id: str | None
    card: dict[str, Any] | None = Field(description="The card as it was shown.")
    note: str
    asked_by: str
    at: datetime
    claimed_at: datetime | None
    claimed_by: str | None = Field(description="The editor who is at work on it.")
    done_at: datetime | None
    done_by: str | None


class ClaimIn(BaseModel):
    """Whom one takes it over from."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"seen": None}]})

    seen: Annotated[str, StringConstraints(max_length=64), Legible] | None = Field(
        default=None, description="`claimed_by` as it was shown, to take it over; null where nobody had it."
    )


class CorrectionsOut(BaseModel):
    """A page of requests, the oldest first."""

    items: list[CorrectionOut]
    next: str | None = Field(description="Give this as `after` for the next page; null on the last.")


@router.get("/corrections", responses=READING)
def list_corrections(
    bridge: BridgeDep,
    key: Reader,
    waiting: Annotated[bool, Query(description="Only those that nobody dealt with")] = True,
    after: Annotated[Identifier | None, Query(description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> CorrectionsOut:
    """List what operators found wrong or missing, oldest first, page by page."""
    found = bridge.corrections.every(waiting=waiting, after=after, limit=limit)
    following = found[-1].id if len(found) == limit else None
    return CorrectionsOut(items=[CorrectionOut.model_validate(each) for each in found], next=following)


@router.post("/corrections/{correction_id}/claim", status_code=204, responses=WRITING)
def claim_correction(correction_id: Identifier, body: ClaimIn, bridge: BridgeDep, key: Editor) -> None:
    """Take a request, so that colleagues see who is at work on it."""
    bridge.corrections.claim(correction_id, key.name, body.seen)


@router.post("/corrections/{correction_id}/release", status_code=204, responses=WRITING)
def release_correction(correction_id: Identifier, bridge: BridgeDep, key: Editor) -> None:
    """Put a request back that one has."""
    bridge.corrections.release(correction_id, key.name)


@router.post("/corrections/{correction_id}/done", status_code=204, responses=WRITING)
def correction_done(correction_id: Identifier, bridge: BridgeDep, key: Editor) -> None:
    """Note that a request was dealt with."""
    bridge.corrections.done(correction_id, key.name)
