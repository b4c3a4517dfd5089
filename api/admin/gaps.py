"""Gaps: what people asked and was not answered well, and what editors do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.admin.pair_schemas import EditedOut, Line, Note
from api.admin.pairs import READING, WRITING
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import BACK_OFFICE, Editor, allowed_to, may_call
from api.security.text import Identifier
from policies.content.keys import Key, Role
from policies.gaps.asked import Why
from policies.gaps.gaps import Gaps
from policies.gaps.model import Deed

router = APIRouter(prefix="/api/v1/admin/gaps", tags=["admin"], dependencies=[DESCRIBED_QUERY])
GapReader = Annotated[Key, Depends(allowed_to(*BACK_OFFICE, Role.LIAISON))]


class GapOut(BaseModel):
    """Questions about one matter, personal data masked."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    text: str = Field(description="The question that stands for all.")
    department: str | None
    size: int = Field(description="Questions of the last eight weeks.")
    this_week: int
    usual: float = Field(description="Questions a week in the four weeks before.")
    whys: dict[Why, int]
    last_at: datetime
    deed: Deed | None = Field(description="What was done last.")
    acted_at: datetime | None
    acted_by: str | None
    pair_id: str | None
    new_since: int


class ExampleOut(BaseModel):
    """One question."""

    model_config = ConfigDict(from_attributes=True)

    text: str
    why: Why
    at: datetime
    message_id: str | None


class NearPairOut(BaseModel):
    """A published pair that comes near; its score beside that of the nearest, 0 to 1."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    question: str
    score: float


class WholeGapOut(BaseModel):
    """A gap with its newest questions and the nearest pairs."""

    model_config = ConfigDict(from_attributes=True)

    gap: GapOut
    examples: list[ExampleOut]
    nearest: list[NearPairOut]


class SimilarIn(BaseModel):
    """Which pair answers the question, and the question as it is to be asked there."""

    model_config = ConfigDict(extra="forbid")

    pair_id: Identifier
    text: Line


class IgnoredIn(BaseModel):
    """Why a gap is left."""

    model_config = ConfigDict(extra="forbid")

    note: Note = ""


class FoundOut(BaseModel):
    """What a look for gaps found."""

    model_config = ConfigDict(from_attributes=True)

    questions: int
    gaps: int


@router.get("", responses=READING)
def list_gaps(
    bridge: BridgeDep,
    key: GapReader,
    waiting: Annotated[bool, Query(description="Only what waits for somebody")] = True,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[GapOut]:
    """List gaps, those asked most this week first; a liaison sees those of the department."""
    found = gaps_of(bridge).every(seen_by(key), waiting=waiting)
    return [GapOut.model_validate(each) for each in found[offset : offset + limit]]


@router.post("/find", responses=WRITING)
def find_gaps(bridge: BridgeDep, key: Editor) -> FoundOut:
    """Put what was asked since the last time to gaps; the service does it every hour by itself."""
    return FoundOut.model_validate(gaps_of(bridge).find())


@router.get("/{gap_id}", responses=READING)
def read_gap(gap_id: Identifier, bridge: BridgeDep, key: GapReader) -> WholeGapOut:
    """Return a gap with its newest questions and the published pairs that come nearest."""
    return WholeGapOut.model_validate(gaps_of(bridge).read(gap_id, seen_by(key)))


@router.post("/{gap_id}/similar", responses=WRITING)
def give_to_pair(gap_id: Identifier, given: SimilarIn, bridge: BridgeDep, key: Editor) -> EditedOut:
    """Make a question a similar one of a pair: a draft change that another person approves."""
    return EditedOut.of(gaps_of(bridge).similar(gap_id, given.pair_id, given.text, key.name))


@router.post("/{gap_id}/draft", status_code=201, responses=WRITING)
def draft_pair(gap_id: Identifier, bridge: BridgeDep, key: Editor) -> EditedOut:
    """Begin a draft pair with the gap's questions; its answer is for the editor to write."""
    return EditedOut.of(gaps_of(bridge).draft(gap_id, key.name))


@router.post("/{gap_id}/ignore", status_code=204, responses=WRITING)
def ignore_gap(gap_id: Identifier, ignored: IgnoredIn, bridge: BridgeDep, key: Editor) -> None:
    """Leave a gap; it comes back when three more have asked."""
    gaps_of(bridge).ignore(gap_id, key.name, ignored.note)


def gaps_of(bridge: Bridge) -> Gaps:
    """Return the gaps of a bridge's library."""
    return Gaps(bridge.library, bridge.known, bridge.today)


def seen_by(key: Key) -> str | None:
    """Return the one department whose gaps somebody sees; None for who sees all."""
    return None if may_call(key, *BACK_OFFICE) else key.department or ""
