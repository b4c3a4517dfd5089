"""Hours of the people behind the desk, being called back, and how a conversation was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool

from api.chat.schemas import ClientId
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.text import Identifier, QuestionText, ShortText
from policies.language.masking import mask

router = APIRouter(prefix="/api/v1", tags=["chat"])
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=7, max_length=24)]


class ContactIn(BaseModel):
    """A wish to be called back."""

    model_config = ConfigDict(extra="forbid")

    name: ShortText = Field(description="How to address the person.", examples=["李女士"])
    phone: Phone = Field(examples=["0531-88880000"])
    matter: QuestionText = Field(description="What it is about; personal data in it is masked.")
    client_id: ClientId = Field(description="The sender's own identifier; sent again, nothing is doubled.")
    conversation_id: Identifier | None = None


class KeptOut(BaseModel):
    """Under which number a wish is kept."""

    id: str


class SatisfactionIn(BaseModel):
    """How a conversation was."""

    model_config = ConfigDict(extra="forbid")

    score: int = Field(strict=True, ge=1, le=5, description="1 very bad, 5 very good.")
    comment: QuestionText | None = None


class HoursOut(BaseModel):
    """Whether the desk is open, and whether a person can be reached through the chat now."""

    is_open: bool
    opens_at: datetime | None = Field(
        description="When a closed desk opens next; null where it is not known."
    )
    phone: str = Field(description="The number that answers at any time.", examples=["12345"])
    is_there: bool = Field(
        description="True where asking for a person leads to one: open, and operators present."
    )
    waiting: int = Field(description="How many wait in the queue.")
    median_wait_s: int | None = Field(description="How long people waited lately; null where nobody did.")


@router.get("/handoff", responses=documented(503))
async def read_hours(bridge: BridgeDep) -> HoursOut:
    """Tell whether people are at the desk now, by weekly hours, holidays, weekends worked for them, and presence."""
    found = await bridge.visits.openness()
    hours = found.hours
    return HoursOut(
        is_open=hours.is_open,
        opens_at=hours.opens_at,
        phone=hours.phone,
        is_there=found.is_there,
        waiting=found.waiting,
        median_wait_s=found.median_wait_s,
    )


@router.post("/contacts", status_code=201, responses=documented(400, 404, 413, 415, 422, 503))
async def ask_to_be_called(wish: ContactIn, bridge: BridgeDep) -> KeptOut:
    """Keep somebody's wish to be called back; staff see it in the back office."""
    if wish.conversation_id is not None:
        await run_in_threadpool(bridge.log.get, wish.conversation_id)
    kept = await run_in_threadpool(
        bridge.contacts.add, wish.client_id, wish.name, wish.phone, wish.matter, wish.conversation_id
    )
    return KeptOut(id=kept)


@router.put(
    "/conversations/{conversation_id}/satisfaction",
    status_code=204,
    responses=documented(400, 404, 413, 415, 422, 503),
)
async def rate_conversation(conversation_id: Identifier, told: SatisfactionIn, bridge: BridgeDep) -> None:
    """Say how a conversation was; a later word replaces an earlier one."""
    comment = mask(told.comment) if told.comment else None
    await run_in_threadpool(bridge.log.satisfied, conversation_id, told.score, comment)
