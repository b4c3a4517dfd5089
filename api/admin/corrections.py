"""What operators found wrong or missing, for editors to go through."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.admin.pairs import READING, WRITING
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier

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
    done_at: datetime | None
    done_by: str | None


@router.get("/corrections", responses=READING)
def list_corrections(
    bridge: BridgeDep,
    key: Reader,
    waiting: Annotated[bool, Query(description="Only those that nobody dealt with")] = True,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[CorrectionOut]:
    """List what operators found wrong or missing, oldest first."""
    found = bridge.corrections.every(waiting=waiting, limit=limit)
    return [CorrectionOut.model_validate(each) for each in found]


@router.post("/corrections/{correction_id}/done", status_code=204, responses=WRITING)
def correction_done(correction_id: Identifier, bridge: BridgeDep, key: Editor) -> None:
    """Note that a request was dealt with."""
    bridge.corrections.done(correction_id, key.name)
