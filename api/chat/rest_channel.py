"""The shape of Rasa's REST channel, so that its existing front ends connect unchanged."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from starlette.concurrency import run_in_threadpool

from api.chat.bubbles import messages_of
from api.chat.service import Utterance
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.text import Identifier, QuestionText, ShortText

CHANNEL = "rest"
Sender = Annotated[str, StringConstraints(min_length=1, max_length=200)]
router = APIRouter(prefix="/webhooks/rest", tags=["rest"])


class RestMetadata(BaseModel):
    """What a front end may tell about the asking; anything else in the metadata is ignored."""

    region: ShortText | None = None
    audience: ShortText | None = None
    choice: Identifier | None = None


class RestMessage(BaseModel):
    """A message in the form of Rasa's REST channel."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"sender": "visitor-1", "message": "公积金怎么提取？"}]}
    )

    sender: Sender = Field(
        description="The front end's own name of the visitor; choose one that is hard to guess."
    )
    message: QuestionText
    metadata: RestMetadata = Field(default_factory=RestMetadata)

    @field_validator("metadata", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return {} if value is None else value


@router.get("/")
async def channel_health() -> dict[str, str]:
    """Answer as Rasa's channel does."""
    return {"status": "ok"}


@router.post("/webhook", responses=documented(400, 413, 422, 503))
async def receive(message: RestMessage, bridge: BridgeDep) -> list[dict[str, Any]]:
    """Answer a message with a text bubble, buttons, and the card under `custom`."""
    conversation_id = conversation_of(message.sender, bridge.settings.internal_secret.get_secret_value())
    await run_in_threadpool(bridge.log.start, CHANNEL, conversation_id=conversation_id)
    told = message.metadata
    reply = await bridge.chat.reply(
        Utterance(
            text=message.message,
            conversation_id=conversation_id,
            region=told.region,
            audience=told.audience,
            choice=told.choice,
        )
    )
    return messages_of(reply.card, message.sender)


def conversation_of(sender: str, secret: str) -> str:
    """Return the conversation of a sender: always the same one.

    The sender's own name may be a telephone number. It is not kept, and without the secret it cannot be
    found again by trying.
    """
    return hmac.new(secret.encode(), f"{CHANNEL}:{sender}".encode(), sha256).hexdigest()[:32]
