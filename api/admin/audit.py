"""The audit: who did what, as a list and as a file, and whether anybody changed it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.exchange import MEDIA_TYPES
from api.admin.pair_schemas import Line
from api.admin.pairs import READING
from api.admin.schemas import AuditOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Auditor
from api.security.text import Day
from policies.clock import beginning_of, end_of
from policies.content.audit import Sought, audit_entries, every_entry
from policies.content.audit_export import write_entries
from policies.content.chain import Flaw, Head, verify
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/audit", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Kind = Literal["xlsx", "csv"]


class ChainOut(BaseModel):
    """What a look through the chain of all entries found."""

    model_config = ConfigDict(from_attributes=True)

    is_whole: bool
    entries: int = Field(description="How many were proved good, from the first on.")
    number: int = Field(description="The last of them. Note it elsewhere together with its digest.")
    digest: str
    broken_at: int | None = Field(description="The first entry that is wrong or missing.")
    flaw: Flaw | None


def sought(
    kind: Line | None = None,
    subject: Line | None = None,
    actor: Line | None = None,
    action: Line | None = None,
    since: Annotated[Day | None, Query(description="On this day or later, in China")] = None,
    until: Annotated[Day | None, Query(description="On this day or earlier, in China")] = None,
) -> Sought:
    """Return which entries are wanted."""
    return {
        "kind": kind or None,
        "subject": subject or None,
        "actor": actor or None,
        "action": action or None,
        "since": beginning_of(since),
        "until": end_of(until),
    }


SoughtDep = Annotated[Sought, Depends(sought)]


@router.get("", responses=READING)
def read_audit(
    bridge: BridgeDep,
    key: Auditor,
    sought: SoughtDep,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> list[AuditOut]:
    """Return who did what, newest first; entries can be neither changed nor deleted."""
    found = audit_entries(bridge.library.store, before=before, limit=limit, **sought)
    return [AuditOut.model_validate(each) for each in found]


@router.get("/chain", responses=READING)
def verify_chain(
    bridge: BridgeDep,
    key: Auditor,
    known_number: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Noted earlier")] = None,
    known_digest: Annotated[str | None, Query(pattern="^[0-9a-f]{64}$")] = None,
) -> ChainOut:
    """Look through the chain; with a number and digest that were noted earlier, also whether it is still the same."""
    known = Head(known_number, known_digest) if known_number and known_digest else None
    found = verify(bridge.library.store.engine, known)
    return ChainOut(
        is_whole=found.is_whole,
        entries=found.entries,
        number=found.head.number,
        digest=found.head.digest,
        broken_at=found.broken_at,
        flaw=found.flaw,
    )


FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {
            MEDIA_TYPES[kind].split(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("xlsx", "csv")
        },
    }
}


@router.get("/export", responses={**FILE, **READING}, response_class=FileResponse)
def export_audit(
    bridge: BridgeDep,
    key: Auditor,
    sought: SoughtDep,
    kind_of_file: Annotated[Kind, Query(alias="format")] = "xlsx",
) -> FileResponse:
    """Export entries, oldest first, as a workbook or as CSV."""
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-audit-")
    path = Path(folder.name) / f"{say('audit.title')}-{bridge.today():%Y%m%d}.{kind_of_file}"
    write_entries(every_entry(bridge.library.store, **sought), path)
    return FileResponse(
        path,
        media_type=MEDIA_TYPES[kind_of_file],
        filename=path.name,
        background=BackgroundTask(folder.cleanup),
    )
