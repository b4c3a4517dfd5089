"""Publishing in batches, and what the regression set held back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pair_schemas import Note
from api.admin.pairs import READING, WRITING
from api.admin.publishing import let_through, published
from api.admin.regression_schemas import MovedOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Reader, Reviewer
from api.security.text import Identifier, Legible
from policies.regression.holding import PLAIN, Held, Holding

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]


class MemberIn(BaseModel):
    """A pair and the version that was reviewed."""

    model_config = ConfigDict(extra="forbid")

    id: Identifier
    version: int = Field(ge=1)


class BatchIn(BaseModel):
    """What is to be published together."""

    model_config = ConfigDict(extra="forbid")

    pairs: Annotated[list[MemberIn], Field(min_length=1, max_length=200)]
    note: Note = ""


class ReasonIn(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class ResultOut(BaseModel):
    """What became of one pair; `reason` says why nothing did."""

    model_config = ConfigDict(from_attributes=True)

    pair_id: str
    question: str
    reason: str


class HeldOut(BaseModel):
    """A batch that was held back, and what it would make better or worse."""

    id: str
    state: str
    pairs: list[MemberIn]
    tested: int = Field(description="Questions of the set that were asked before.")
    total: int
    moved: list[MovedOut]
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str

    @classmethod
    def of(cls, held: Held) -> HeldOut:
        """Return a batch as JSON."""
        return cls(
            **{name: getattr(held, name) for name in PLAIN},
            pairs=[MemberIn(id=pair_id, version=version) for pair_id, version in held.pairs],
            moved=[MovedOut.of(each) for each in held.moved],
        )


@router.post("/publish", responses=WRITING)
def publish_batch(batch: BatchIn, bridge: BridgeDep, key: Reviewer) -> list[ResultOut]:
    """Publish pairs together; a batch that makes the regression set worse is held back for another person (409)."""
    done = published(bridge, key, [(each.id, each.version) for each in batch.pairs], batch.note)
    return [ResultOut.model_validate(each) for each in done]


@router.get("/held", responses=READING)
def list_held(bridge: BridgeDep, key: Reader) -> list[HeldOut]:
    """List batches that were held back, those that wait first."""
    return [HeldOut.of(each) for each in Holding(bridge.library.store).every()]


@router.post("/held/{held_id}/release", responses=WRITING)
def release_batch(held_id: Identifier, given: ReasonIn, bridge: BridgeDep, key: Reviewer) -> list[ResultOut]:
    """Let a batch through that another person wanted to publish, with the reason, and publish it."""
    return [ResultOut.model_validate(each) for each in let_through(bridge, key, held_id, given.reason)]


@router.post("/held/{held_id}/withdraw", responses=WRITING)
def withdraw_batch(held_id: Identifier, given: ReasonIn, bridge: BridgeDep, key: Reviewer) -> HeldOut:
    """Give a batch up, with the reason; its pairs stay in review."""
    return HeldOut.of(Holding(bridge.library.store).withdraw(held_id, key.name, given.reason))
