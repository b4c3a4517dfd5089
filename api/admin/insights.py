"""How the service is doing: figures of some days, the questions behind them, the report to keep or print."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, HTMLResponse

from api.admin.exchange import MEDIA_TYPES
from api.admin.gaps import GapReader, seen_by
from api.admin.insight_shapes import CloudOut, InsightsOut, LineOut, Step
from api.admin.pair_schemas import Line
from api.admin.pairs import READING
from api.admin.reporting import printed
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.text import Day
from policies.answering.inquiry import Outcome
from policies.insights.cloud import Cloud
from policies.insights.figures import STEPS
from policies.insights.insights import InsightDesk
from policies.insights.model import Insights, Span
from policies.insights.model import Line as InsightLine
from policies.insights.report import write_report
from policies.insights.rows import Sought
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/insights", tags=["admin"], dependencies=[DESCRIBED_QUERY])
USUAL_DAYS = 30


def span(
    bridge: BridgeDep,
    since: Annotated[
        Day | None, Query(description="The first day; 30 days ago where it is not named")
    ] = None,
    until: Annotated[Day | None, Query(description="The last day; today where it is not named")] = None,
) -> Span:
    """Return the days that are meant, in China."""
    last = until or bridge.today()
    return Span(since or max(last, date(1, 2, 1)) - timedelta(days=USUAL_DAYS - 1), last)


SpanDep = Annotated[Span, Depends(span)]


@router.get("", responses=READING)
def read_insights(bridge: BridgeDep, key: GapReader, span: SpanDep) -> InsightsOut:
    """Return the figures of some days; a liaison gets those of the department."""
    return InsightsOut.model_validate(insights_of(bridge, span, seen_by(key)))


@router.get("/messages", responses=READING)
def read_messages(
    bridge: BridgeDep,
    key: GapReader,
    span: SpanDep,
    outcome: Outcome | None = None,
    department: Line | None = None,
    region: Line | None = None,
    topic: Line | None = None,
    channel: Line | None = None,
    step: Annotated[Step | None, Query(description="Questions of a step of the funnel")] = None,
    word: Annotated[Line | None, Query(description="Questions about a word of the cloud")] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[LineOut]:
    """Return the questions behind the figures, masked, newest first."""
    own = seen_by(key)
    sought = Sought(
        span.since,
        span.until,
        outcome,
        own if own is not None else department or None,
        region or None,
        topic or None,
        channel or None,
        STEPS[step] if step else None,
        True if step == "helpful" else None,
    )
    found = lines_of(bridge, sought, word or "", offset, limit)
    return [LineOut.model_validate(each) for each in found]


@router.get("/words", responses=READING)
def read_words(bridge: BridgeDep, key: GapReader, span: SpanDep) -> CloudOut:
    """Return what was asked about in some days, in words and concepts, most conversations first."""
    return CloudOut.model_validate(cloud_of(bridge, span, seen_by(key)))


FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/report.xlsx", responses={**FILE, **READING}, response_class=FileResponse)
def report_file(bridge: BridgeDep, key: GapReader, span: SpanDep) -> FileResponse:
    """Return the figures as a workbook."""
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-report-")
    path = Path(folder.name) / f"{say('insights.file', first=span.first, last=span.last)}.xlsx"
    write_report(insights_of(bridge, span, seen_by(key)), path)
    return FileResponse(
        path,
        media_type=MEDIA_TYPES["xlsx"],
        filename=path.name,
        background=BackgroundTask(folder.cleanup),
    )


@router.get("/report.html", responses=READING, response_class=HTMLResponse)
def report_page(bridge: BridgeDep, key: GapReader, span: SpanDep) -> HTMLResponse:
    """Return the figures as a page to print, without a script."""
    return HTMLResponse(printed(insights_of(bridge, span, seen_by(key)), bridge.today()))


def insights_of(bridge: Bridge, span: Span, department: str | None) -> Insights:
    """Return the figures of some days, of one department or of all."""
    return InsightDesk(bridge.library.store.engine).of(span, bridge.today(), department)


def cloud_of(bridge: Bridge, span: Span, department: str | None) -> Cloud:
    """Return what was asked about in some days, of one department or of all."""
    bridge.library.refresh()
    desk = InsightDesk(bridge.library.store.engine)
    return desk.cloud(span, bridge.library.dictionary.now, department)


def lines_of(bridge: Bridge, sought: Sought, word: str, offset: int, limit: int) -> list[InsightLine]:
    """Return a page of the questions behind the figures, or behind a word of the cloud where one is named."""
    desk = InsightDesk(bridge.library.store.engine)
    if not word:
        return desk.lines(sought, offset, limit)
    return desk.lines_about(sought, word, bridge.library.dictionary.now, offset, limit)
