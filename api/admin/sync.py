"""Interpretations in step (三同步): which documents have theirs, which are missing or late."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.exchange import MEDIA_TYPES
from api.admin.gaps import GapReader, seen_by
from api.admin.insights import FILE
from api.admin.pair_schemas import Line
from api.admin.pairs import READING
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from policies.content.documents.wanted import owner_of
from policies.content.model import InterpretationKind, Status
from policies.interpreting.board import Wanted, board
from policies.interpreting.report import write_board
from policies.interpreting.standing import Step
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/sync", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TextOut(_Out):
    """An interpretation by name."""

    id: str
    title: str
    kind: InterpretationKind
    published_on: date | None


class StandingOut(_Out):
    """A document with its interpretations, the earliest first."""

    id: str
    title: str
    doc_number: str | None
    issuer: str | None
    published_on: date | None
    status: Status
    step: Step
    days: int | None = Field(description="From the document to its first interpretation.")
    texts: list[TextOut]


class CoverageOut(_Out):
    """How many documents of a department stand how."""

    department: str | None
    total: int
    share: float = Field(description="The part that was interpreted in step, 0 to 1.")
    steps: dict[Step, int]


class BoardOut(_Out):
    """The figures, and a page of the documents in order of need."""

    total: int
    whole: CoverageOut
    departments: list[CoverageOut]
    rows: list[StandingOut]


def wanted(
    bridge: BridgeDep,
    key: GapReader,
    department: Line | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2200, description="Made public in it")] = None,
    step: Step | None = None,
    lapsed: Annotated[bool, Query(description="Also what holds no more")] = False,
) -> Wanted:
    """Return which documents are meant; a liaison sees those of the department."""
    return Wanted(department, year, step, lapsed, owner_of(bridge.library.store, seen_by(key)))


WantedDep = Annotated[Wanted, Depends(wanted)]


@router.get("", responses=READING)
def read_board(
    bridge: BridgeDep,
    wanted: WantedDep,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> BoardOut:
    """Return which documents have their interpretation, those in need first; a liaison sees the department's."""
    found = board(bridge.library.store, bridge.today(), wanted)
    return BoardOut(
        total=len(found.rows),
        whole=CoverageOut.model_validate(found.whole),
        departments=[CoverageOut.model_validate(each) for each in found.departments],
        rows=[StandingOut.model_validate(each) for each in found.rows[offset : offset + limit]],
    )


@router.get("/board.xlsx", responses={**FILE, **READING}, response_class=FileResponse)
def board_file(bridge: BridgeDep, wanted: WantedDep) -> FileResponse:
    """Return figures and documents as a workbook."""
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-board-")
    today = bridge.today()
    path = Path(folder.name) / f"{say('interpreting.file', day=today)}.xlsx"
    write_board(board(bridge.library.store, today, wanted), path)
    return FileResponse(
        path,
        media_type=MEDIA_TYPES["xlsx"],
        filename=path.name,
        background=BackgroundTask(folder.cleanup),
    )
