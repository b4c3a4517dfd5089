"""The assistant's models: trained, measured, activated, rolled back; which server runs which; the look over the data."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api.admin.pair_schemas import Note
from api.admin.pairs import READING, WRITING
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Auditor
from api.security.text import Identifier
from policies.assistant.comparing import Verdict
from policies.assistant.folder import SUFFIX
from policies.assistant.learning import changes_since
from policies.assistant.model import Kind, State
from policies.assistant.preparing import BOT_PYTHON
from policies.content.checks.finding import Severity

router = APIRouter(prefix="/api/v1/admin/assistant", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ModelOut(_Out):
    """A model whose file is kept."""

    id: str
    made_at: datetime
    made_by: str
    recipe: str = Field(description="Digest of what the product brings.")
    data: str = Field(description="Digest of what the site adds: questions and words.")
    examples: int
    published: int
    megabytes: float


class ActivationOut(_Out):
    """A model was made the one that answers."""

    model_id: str
    at: datetime
    by: str
    reason: str


class ServerOut(_Out):
    """A Rasa server and the model it answers with; `drifts`: it is not the active one."""

    url: str
    status: Literal["ready", "loading", "down"]
    model: str | None
    loading: str | None
    failed: str | None
    drifts: bool


class RunOut(_Out):
    """Something that the trainer was asked for."""

    id: str
    kind: Kind
    state: State
    asked_at: datetime
    asked_by: str
    folds: int
    model_id: str | None
    began_at: datetime | None
    ended_at: datetime | None
    phase: str
    done: int
    total: int
    log: str


class OverviewOut(BaseModel):
    """The models, what answers where, and what the trainer does."""

    active: str | None
    changes: int = Field(description="Pairs that were published or archived since the active model was made.")
    has_rasa: bool
    has_trainer: bool
    models: list[ModelOut]
    activations: list[ActivationOut]
    servers: list[ServerOut]
    runs: list[RunOut]


class RunIn(BaseModel):
    """What the trainer shall do."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"kind": "train", "folds": 3}]})

    kind: Kind
    folds: Literal[2, 3, 5] = 3
    model_id: Identifier | None = Field(default=None, description="The model to measure, for kind compare.")


class ReasonIn(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    reason: Note = ""


class FiguresOut(_Out):
    """What was measured on examples that the model had not seen, shares from 0 to 1."""

    macro_f1: float
    weighted_f1: float
    emergency_recall: float
    examples: int


class ShiftOut(_Out):
    """An intent's F1 with the active model and with this one."""

    intent: str
    before: float
    after: float
    examples: int


class ComparisonOut(_Out):
    """A model beside the active one, on the same parts of the same examples."""

    verdict: Verdict
    new: FiguresOut | None
    old: FiguresOut | None
    shifts: list[ShiftOut]
    confusions: list[tuple[str, str, str]] = Field(
        description="[intent, taken for, sentence] where the active model is right."
    )


class DataFindingOut(BaseModel):
    """Something to look at in the training data."""

    rule: str
    severity: Severity
    place: str = Field(description="File and line, or the identifier of a pair.")
    facts: dict[str, str]


class CheckOut(BaseModel):
    """The last look over the training data; `checked_at` is null where there was none."""

    checked_at: datetime | None
    counts: dict[str, int]
    findings: list[DataFindingOut]


@router.get("", responses=READING)
async def read_assistant(bridge: BridgeDep, key: Auditor) -> OverviewOut:
    """Return the models, which of them answers where, and what the trainer does."""
    overview, servers = await asyncio.gather(run_in_threadpool(_overview, bridge), servers_of(bridge))
    return overview.model_copy(update={"servers": servers})


@router.post("/runs", status_code=201, responses=WRITING)
def ask_trainer(run: RunIn, bridge: BridgeDep, key: Admin) -> RunOut:
    """Have a model trained or measured, or the data looked over; one thing is done at a time."""
    if run.kind is Kind.COMPARE:
        bridge.models.get(run.model_id or "")
    return RunOut.model_validate(bridge.runs.ask(run.kind, key.name, folds=run.folds, model_id=run.model_id))


@router.get("/runs/{run_id}", responses=READING)
def read_run(run_id: Identifier, bridge: BridgeDep, key: Auditor) -> RunOut:
    """Return how far a run is, with its log."""
    bridge.runs.settle()
    return RunOut.model_validate(bridge.runs.get(run_id))


@router.post("/runs/{run_id}/cancel", status_code=204, responses=WRITING)
def cancel_run(run_id: Identifier, bridge: BridgeDep, key: Admin) -> None:
    """Take a run out of the queue, or have it ended."""
    bridge.runs.cancel(run_id, key.name)


@router.get("/models/{model_id}/comparison", responses=READING)
def read_comparison(model_id: Identifier, bridge: BridgeDep, key: Auditor) -> ComparisonOut:
    """Return how a model stands beside the active one."""
    return ComparisonOut.model_validate(bridge.models.compared(model_id))


@router.post("/models/{model_id}/activate", responses=WRITING)
def activate_model(model_id: Identifier, given: ReasonIn, bridge: BridgeDep, key: Admin) -> ActivationOut:
    """Make a model the one that answers; one that is worse or was not measured needs a reason."""
    return ActivationOut.model_validate(bridge.models.activate(model_id, key.name, given.reason))


@router.post("/models/{model_id}/roll-back", responses=WRITING)
def roll_back_to_model(model_id: Identifier, given: ReasonIn, bridge: BridgeDep, key: Admin) -> ActivationOut:
    """Go back to a model that answered before, for a reason."""
    return ActivationOut.model_validate(bridge.models.roll_back(model_id, key.name, given.reason))


@router.get("/check", responses=READING)
def read_check(bridge: BridgeDep, key: Auditor) -> CheckOut:
    """Return what the last look over the training data found."""
    last = next(iter(bridge.runs.newest(1, Kind.CHECK, State.DONE)), None)
    found: dict[str, Any] = (last.result if last else None) or {"counts": {}, "findings": []}
    return CheckOut(checked_at=last.ended_at if last else None, **found)


async def servers_of(bridge: Bridge) -> list[ServerOut]:
    """Return every Rasa server with the model it answers with, asked now."""
    active = await run_in_threadpool(bridge.models.active)
    wanted = f"{active.id}{SUFFIX}" if active else None
    return [
        ServerOut(**each, drifts=each["status"] == "ready" and wanted is not None and each["model"] != wanted)
        for each in await bridge.rasa.statuses()
    ]


def _overview(bridge: Bridge) -> OverviewOut:
    bridge.runs.settle()
    active = bridge.models.active()
    return OverviewOut(
        active=active.id if active else None,
        changes=changes_since(bridge.library.store.engine, active.made_at) if active else 0,
        has_rasa=BOT_PYTHON.exists(),
        has_trainer=bridge.runs.has_trainer(),
        models=[ModelOut.model_validate(each) for each in bridge.models.every()],
        activations=[ActivationOut.model_validate(each) for each in bridge.models.activations()],
        servers=[],
        runs=[RunOut.model_validate(each) for each in bridge.runs.newest()],
    )
