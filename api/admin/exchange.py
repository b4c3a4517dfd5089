"""Pairs in and out as files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, UploadFile
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from api.admin.pairs import READING, WRITING
from api.admin.schemas import ImportOut
from api.admin.uploads import kept_for_a_while
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from policies.content.exporting.exporter import export_pairs
from policies.content.importing.importer import import_pairs
from policies.content.importing.report import ImportReport, OnKnown
from policies.content.keys import Role
from policies.content.model import PairState
from policies.content.proposals import Proposals
from policies.errors import BadRow
from policies.regression.gate import RegressionGate
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/exchange", tags=["admin"], dependencies=[DESCRIBED_QUERY])
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
}


@router.post("/import", responses=WRITING)
def import_file(
    bridge: BridgeDep,
    key: Editor,
    file: Annotated[UploadFile, File(description=".xlsx, .csv or .jsonl in the columns of an export")],
    dry_run: Annotated[bool, Form(description="Only look and report")] = True,
    publish: Annotated[bool, Form(description="Publish at once; for admins only")] = False,
    skip_errors: Annotated[bool, Form(description="Import the good rows, report the others")] = False,
    on_known: Annotated[OnKnown, Form()] = OnKnown.UPDATE,
) -> ImportOut:
    """Import pairs; by default only a dry run. Every row is reported by its number."""
    if publish and Role.ADMIN not in key.roles:
        raise HTTPException(403)
    with kept_for_a_while([file]) as (path,):
        report = import_pairs(
            bridge.library.store,
            path,
            publish=publish,
            on_known=on_known,
            dry_run=dry_run,
            skip_errors=skip_errors,
            today=bridge.today(),
            actor=key.name,
            before_writing=RegressionGate(bridge.library, bridge.today).refuse,
        )
    if report.written:
        Proposals(bridge.library.store, bridge.library.dictionary, bridge.known).draft_missing()
    return _told(report)


FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {
            kind.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for kind in MEDIA_TYPES.values()
        },
    }
}


@router.get("/export", responses={**FILE, **READING}, response_class=FileResponse)
def export_file(
    bridge: BridgeDep,
    key: Reader,
    kind: Annotated[Literal["xlsx", "csv", "jsonl"], Query()] = "xlsx",
    state: PairState | None = None,
) -> FileResponse:
    """Export pairs into a file that an import reads back without loss."""
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-export-")
    path = Path(folder.name) / f"{say('exchange.file_name')}.{kind}"
    export_pairs(bridge.library.store, path, [state] if state else list(PairState))
    return FileResponse(
        path, media_type=MEDIA_TYPES[kind], filename=path.name, background=BackgroundTask(folder.cleanup)
    )


def _told(report: ImportReport) -> ImportOut:
    return ImportOut(
        written=report.written,
        rows=report.rows,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        lines=[
            {
                "row": line.row,
                "question": line.question,
                "action": line.action,
                "warnings": list(line.notes),
            }
            for line in report.lines
        ],
        errors=[_error(error) for error in report.errors],
        unknown_columns=list(report.unknown_columns),
    )


def _error(error: BadRow) -> dict[str, Any]:
    return {"row": error.row, "reason": say(f"errors.{error.reason}", **error.facts)}
