"""The shape of Rasa's REST channel, so that its existing front ends connect unchanged."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from api.chat.bubbles import messages_of
from api.chat.service import Utterance
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.text import Identifier, QuestionText, ShortText

CHANNEL = "rest"
# What Rasa calls a visitor whom the front end does not name.
NOBODY = "default"
STREAM = "text/event-stream"
MESSAGES = {"type": "array", "items": {"type": "object"}}
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Rasa's messages",
        "content": {"application/json": {"schema": MESSAGES}, STREAM: {"schema": {"type": "string"}}},
    }
}
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

    sender: Sender | Annotated[int, Field(strict=True)] | None = Field(
        default=None,
        description="The front end's own name of the visitor; choose one that is hard to guess. "
        "Without it every message is a conversation of its own.",
    )
    message: QuestionText
    metadata: RestMetadata | None = Field(default=None, description="As with Rasa, it may also be null.")


@router.get("/")
async def channel_health() -> dict[str, str]:
    """Answer as Rasa's channel does."""
    return {"status": "ok"}


@router.post("/webhook", responses={**STREAMED, **documented(400, 413, 422, 503)}, response_model=None)
async def receive(
    message: RestMessage,
    bridge: BridgeDep,
    stream: Annotated[bool, Query(description="A message a line, as Rasa streams them.")] = False,
) -> list[dict[str, Any]] | Response:
    """Answer a message with a text bubble, buttons, and the card under `custom`."""
    recipient = NOBODY if message.sender is None else str(message.sender)
    secret = bridge.settings.internal_secret.get_secret_value()
    named = None if message.sender is None else conversation_of(recipient, secret)
    conversation_id = await run_in_threadpool(bridge.log.start, CHANNEL, conversation_id=named)
    told = message.metadata or RestMetadata()
    reply = await bridge.chat.reply(
        Utterance(
            text=message.message,
            conversation_id=conversation_id,
            region=told.region,
            audience=told.audience,
            choice=told.choice,
        )
    )
    messages = messages_of(reply.card, recipient)
    if not stream:
        return messages
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in messages)
    return StreamingResponse(lines, media_type=STREAM)


def conversation_of(sender: str, secret: str) -> str:
    """Return the conversation of a sender: always the same one.

    The sender's own name may be a telephone number. It is not kept, and without the secret it cannot be
    found again by trying.
    """
    return hmac.new(secret.encode(), f"{CHANNEL}:{sender}".encode(), sha256).hexdigest()[:32]
