"""The hotline's calls, for auditors: whose key, when, what was asked, what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.admin.pairs import READING
from api.dependencies import BridgeDep
from api.hotline.summary import Ending
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Auditor
from api.security.text import Identifier
from policies.answering.inquiry import Outcome

router = APIRouter(prefix="/api/v1/admin/calls", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class RecordedCallOut(BaseModel):
    """A call."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    key_id: str
    key_name: str
    opened_at: datetime
    ended_at: datetime | None = Field(description="null while it goes on, or where nobody ended it.")
    ending: Ending | None
    turns: int | None = Field(description="Everything that was said or pressed; null until it has ended.")
    questions: int


class RecordedTurnOut(BaseModel):
    """A question of a call, personal data masked."""

    model_config = ConfigDict(from_attributes=True)

    question: str
    outcome: Outcome
    confidence: float
    qa_id: str | None
    asked_at: datetime


class WholeCallOut(RecordedCallOut):
    """A call with what was asked in it."""

    asked: list[RecordedTurnOut]


class CallsOut(BaseModel):
    """A page of calls, the newest first."""

    items: list[RecordedCallOut]
    next: str | None = Field(description="Give this as `before` for the next page; null on the last.")


@router.get("", responses=READING)
def list_calls(
    bridge: BridgeDep,
    key: Auditor,
    key_id: Annotated[Identifier | None, Query(description="Only calls of this key")] = None,
    before: Annotated[Identifier | None, Query(description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> CallsOut:
    """List the hotline's calls, the newest first, page by page."""
    found = bridge.calls.every(key_id=key_id, before=before, limit=limit)
    following = found[-1].id if len(found) == limit else None
    return CallsOut(items=[RecordedCallOut.model_validate(each) for each in found], next=following)


@router.get("/{call_id}", responses=READING)
def read_call(call_id: Identifier, bridge: BridgeDep, key: Auditor) -> WholeCallOut:
    """Read one call with the questions asked in it, as they are kept: masked."""
    found, turns = bridge.calls.read(call_id)
    told = RecordedCallOut.model_validate(found)
    asked = [RecordedTurnOut.model_validate(each) for each in turns]
    return WholeCallOut(**told.model_dump(), asked=asked)
