"""Similar questions proposed to the editors, and what they decide."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.admin.pair_schemas import EditedOut, Line
from api.admin.pairs import READING, WRITING
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier
from policies.content.model_proposals import ModelProposals
from policies.content.proposals import Proposals
from policies.content.proposed import Origin

router = APIRouter(prefix="/api/v1/admin/proposals", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class ProposalOut(BaseModel):
    """A question proposed as a similar question of a pair."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    pair_id: str
    text: str
    origin: Origin
    confirmations: int = Field(description="Independent askers who meant this pair.")
    at: datetime


class ChosenIn(BaseModel):
    """Which proposals are decided."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[Identifier], Field(min_length=1, max_length=500)]
    note: Line = ""


class DraftIn(BaseModel):
    """For which pair similar questions are to be drafted."""

    model_config = ConfigDict(extra="forbid")

    pair_id: Identifier
    model: bool = Field(default=False, description="Ask the site's chat model instead of the dictionary.")


@router.get("", responses=READING)
def list_proposals(
    bridge: BridgeDep,
    key: Reader,
    pair_id: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[ProposalOut]:
    """List what is undecided, most confirmed first; what people confirmed since the last time is counted in."""
    found = proposals(bridge)
    found.learn()
    return [ProposalOut.model_validate(each) for each in found.waiting(pair_id or None, limit)]


@router.post("/accept", responses=WRITING)
def accept_proposals(chosen: ChosenIn, bridge: BridgeDep, key: Editor) -> list[EditedOut]:
    """Add questions to their pairs, each pair as a draft change that another person approves."""
    done = proposals(bridge).accept(chosen.ids, key.name, bridge.today(), chosen.note)
    return [EditedOut.of(each) for each in done]


@router.post("/decline", responses=WRITING)
def decline_proposals(chosen: ChosenIn, bridge: BridgeDep, key: Editor) -> dict[str, int]:
    """Turn questions down; they are not proposed again."""
    return {"declined": proposals(bridge).decline(chosen.ids, key.name)}


@router.post("/draft", responses=WRITING)
def draft_proposals(wanted: DraftIn, bridge: BridgeDep, key: Editor) -> list[ProposalOut]:
    """Draft similar questions for a pair from the dictionary, or by the site's model; return what is undecided."""
    found, pair = proposals(bridge), bridge.library.store.pair(wanted.pair_id)
    if wanted.model:
        model_proposals(bridge).draft(pair)
    else:
        found.draft(pair)
    return [ProposalOut.model_validate(each) for each in found.waiting(wanted.pair_id)]


def proposals(bridge: Bridge) -> Proposals:
    """Return the proposals of a bridge's library."""
    return Proposals(bridge.library.store, bridge.library.dictionary, bridge.known)


def model_proposals(bridge: Bridge) -> ModelProposals:
    """Return what the chat model of a bridge's library proposes."""
    library = bridge.library
    return ModelProposals(library.store, bridge.known, proposals(bridge), library.helpers.drafter)
