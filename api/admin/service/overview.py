"""How the service is set up, for looking at: configuration, thresholds in effect, versions and health of each part."""

from __future__ import annotations

import json
import platform
from datetime import date
from typing import Any, cast

from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from api.admin.pairs import READING
from api.admin.service.configured import ConfiguredOut, configured
from api.admin.service.schemas import router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.health import Ready, ready
from api.security.staff import Auditor
from policies.answering.scoring.model import Model, load_model
from policies.answering.scoring.site import JUDGES, read
from policies.settings import LibrarySettings

router = router_of("overview")


class ThresholdsOut(BaseModel):
    """Where a judge lets a pair answer, and where nothing is offered any more."""

    judge: str
    high: float
    low: float
    delivered_high: float
    delivered_low: float


class OverviewOut(BaseModel):
    """The service as it is."""

    status: str
    parts: dict[str, dict[str, Any]]
    python: str
    revision: int = Field(description="Of the content.")
    thresholds: list[ThresholdsOut]
    quote: float = Field(description="From this chance on a passage is quoted.")
    calibrated_on: date | None = Field(
        description="When the site's own thresholds were made; null for delivered."
    )
    calibrated_with: int | None = Field(description="With so many confirmed questions.")
    configured: list[ConfiguredOut]


async def overview(bridge: Bridge) -> OverviewOut:
    """Return how the service is set up."""
    health = await _health(bridge)
    return await run_in_threadpool(_overview, bridge, health)


@router.get("", responses=READING)
async def read_overview(bridge: BridgeDep, key: Auditor) -> OverviewOut:
    """Return configuration (no secret among it), thresholds in effect, versions and health of each part."""
    return await overview(bridge)


async def _health(bridge: Bridge) -> Ready:
    found = await ready(bridge)
    if isinstance(found, Ready):
        return found
    return Ready.model_validate(json.loads(cast(Any, found).body))


def _overview(bridge: Bridge, health: Ready) -> OverviewOut:
    settings, library = LibrarySettings(), bridge.library
    calibration = read(settings.resolved_calibration_file())
    delivered = load_model()
    thresholds = [_thresholds(name, library.model, delivered) for name in JUDGES]
    is_own = any((each.high, each.low) != (each.delivered_high, each.delivered_low) for each in thresholds)
    return OverviewOut(
        status=health.status,
        parts=health.parts,
        python=platform.python_version(),
        revision=library.store.revision(),
        thresholds=thresholds,
        quote=library.model.quote,
        calibrated_on=calibration.made_on if calibration is not None and is_own else None,
        calibrated_with=calibration.questions if calibration is not None and is_own else None,
        configured=configured(bridge.settings, settings),
    )


def _thresholds(name: str, model: Model, delivered: Model) -> ThresholdsOut:
    now, before = getattr(model, name).thresholds, getattr(delivered, name).thresholds
    return ThresholdsOut(
        judge=name, high=now.high, low=now.low, delivered_high=before.high, delivered_low=before.low
    )
