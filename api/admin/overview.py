"""What leads an editor's day: findings of the whole library, what expires, and who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.admin.pair_schemas import FindingOut, Line
from api.admin.pairs import READING
from api.admin.schemas import AuditOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Auditor, Reader
from policies.content.audit import audit_entries
from policies.content.check import check_library

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.get("/check", responses=READING)
def check_everything(bridge: BridgeDep, key: Reader) -> list[FindingOut]:
    """Check the whole library: citations, figures, contradictions, duplicates, chains of successors."""
    return [FindingOut.of(each) for each in check_library(bridge.library.store, bridge.today())]


@router.get("/audit", responses=READING)
def read_audit(
    bridge: BridgeDep,
    key: Auditor,
    kind: Line | None = None,
    subject: Line | None = None,
    actor: Line | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> list[AuditOut]:
    """Return who did what, newest first; entries can be neither changed nor deleted."""
    found = audit_entries(
        bridge.library.store,
        kind=kind or None,
        subject=subject or None,
        actor=actor or None,
        before=before,
        limit=limit,
    )
    return [AuditOut.model_validate(each) for each in found]
