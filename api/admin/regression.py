"""The regression set over HTTP: its questions, its runs, what got better or worse."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Query, UploadFile
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.exchange import MEDIA_TYPES
from api.admin.insights import FILE
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.regression_schemas import CaseIn, CaseOut, CasesOut, CollectIn, RemoveIn, RunOut, WholeRunOut
from api.admin.uploads import kept_for_a_while
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader, allowed_to
from api.security.text import Identifier
from policies.content.keys import Key, Role
from policies.regression.cases import Cases
from policies.regression.collecting import COLLECTED, from_file
from policies.regression.export import write_run
from policies.regression.model import Run, Source
from policies.regression.running import start
from policies.regression.runs import Runs
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/regression", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Tester = Annotated[Key, Depends(allowed_to(Role.EDITOR, Role.REVIEWER))]


@router.get("/cases", responses=READING)
def list_cases(
    bridge: BridgeDep,
    key: Reader,
    q: Annotated[Line, Query(description="Words of the question")] = "",
    source: Source | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasesOut:
    """List the questions of the set, the newest first."""
    found, total = Cases(bridge.library.store).page(q, source, offset, limit)
    return CasesOut(items=[CaseOut.model_validate(each) for each in found], total=total)


@router.post("/cases", status_code=201, responses=WRITING)
def add_case(case: CaseIn, bridge: BridgeDep, key: Editor) -> dict[str, int]:
    """Add a question to the set; one that is there already stays as it is."""
    return {"added": Cases(bridge.library.store).add([case.to_case()], key.name)}


@router.post("/cases/import", responses=WRITING)
def import_cases(
    bridge: BridgeDep,
    key: Editor,
    file: Annotated[UploadFile, File(description=".xlsx, .csv or .jsonl in the columns of `yihaoda eval`")],
) -> dict[str, int]:
    """Add the questions of a file, all or none."""
    with kept_for_a_while([file]) as (path,):
        read = from_file(bridge.library, path)
    return {"read": len(read), "added": Cases(bridge.library.store).add(read, key.name)}


@router.post("/cases/collect", responses=WRITING)
def collect_cases(wanted: CollectIn, bridge: BridgeDep, key: Editor) -> dict[str, int]:
    """Add what people confirmed, what closed gaps asked, or the stored questions of all published pairs."""
    store = bridge.library.store
    return {"added": Cases(store).add(COLLECTED[Source(wanted.source)](store), key.name)}


@router.post("/cases/remove", responses=WRITING)
def remove_cases(chosen: RemoveIn, bridge: BridgeDep, key: Editor) -> dict[str, int]:
    """Take questions out of the set, and their results with them."""
    return {"removed": Cases(bridge.library.store).remove(chosen.ids, key.name)}


@router.get("/runs", responses=READING)
def list_runs(bridge: BridgeDep, key: Reader) -> list[RunOut]:
    """List the runs that are kept, the newest first."""
    return [RunOut.model_validate(each) for each in Runs(bridge.library.store).every(50)]


@router.post("/runs", status_code=202, responses=WRITING)
def start_run(bridge: BridgeDep, key: Tester) -> RunOut:
    """Begin to ask the whole set; the run goes on by itself and tells how far it is."""
    return RunOut.model_validate(start(bridge.library, bridge.today(), key.name))


@router.get("/runs/{run_id}", responses=READING)
def read_run(
    run_id: Identifier,
    bridge: BridgeDep,
    key: Reader,
    against: Annotated[
        Identifier | None, Query(description="Another run; the last whole one before where none is named")
    ] = None,
) -> WholeRunOut:
    """Return a run with its results and what ended otherwise than in another run."""
    runs = Runs(bridge.library.store)
    run, other = pair_of_runs(runs, run_id, against)
    moved = runs.compared(run.id, other.id) if other is not None else []
    return WholeRunOut.of(run, other, moved, runs.results(run.id))


@router.post("/runs/{run_id}/cancel", status_code=204, responses=WRITING)
def cancel_run(run_id: Identifier, bridge: BridgeDep, key: Tester) -> None:
    """Stop a run; what it has found stays."""
    Runs(bridge.library.store).cancel(run_id, key.name)


@router.get("/runs/{run_id}/export", responses={**FILE, **READING}, response_class=FileResponse)
def export_run(
    run_id: Identifier, bridge: BridgeDep, key: Reader, against: Identifier | None = None
) -> FileResponse:
    """Return a run as a workbook."""
    runs = Runs(bridge.library.store)
    run, other = pair_of_runs(runs, run_id, against)
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-regression-")
    path = Path(folder.name) / f"{say('regression.file', day=run.day)}.xlsx"
    write_run(runs, run, other, path)
    return FileResponse(
        path, media_type=MEDIA_TYPES["xlsx"], filename=path.name, background=BackgroundTask(folder.cleanup)
    )


def pair_of_runs(runs: Runs, run_id: str, against: str | None) -> tuple[Run, Run | None]:
    """Return a run and the one it is compared with: the one named, else the last whole one before it.

    Raises:
        RunNotFound: there is none of these names.
    """
    run = runs.read(run_id)
    return run, runs.read(against) if against else runs.before(run)
