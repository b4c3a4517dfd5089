"""What leads an editor's day: findings of the whole library."""

from __future__ import annotations

from fastapi import APIRouter

from api.admin.pair_schemas import FindingOut
from api.admin.pairs import READING
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Reader
from policies.content.check import check_library

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.get("/check", responses=READING)
def check_everything(bridge: BridgeDep, key: Reader) -> list[FindingOut]:
    """Check the whole library: citations, figures, contradictions, duplicates, chains of successors."""
    return [FindingOut.of(each) for each in check_library(bridge.library.store, bridge.today())]
