"""The citizen's conversation over HTTP."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bridge import Bridge
from api.chat.schemas import FeedbackIn, LiveMark, MessageIn, MessageOut
from api.chat.service import Utterance
from api.chat.urgent import admit
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.doors import OVER
from api.security.text import Identifier
from policies.language.masking import mask

router = APIRouter(prefix="/api/v1", tags=["chat"])


@router.post(
    "/chat/messages",
    responses=documented(400, 404, 413, 415, 422, 503),
)
async def send_message(message: MessageIn, request: Request, bridge: BridgeDep) -> MessageOut:
    """Answer a question.

    Without `conversation_id` a new conversation begins; use the returned one for what follows. Who asked too often
    gets 429 and when to ask again; an emergency is answered nevertheless.
    """
    await admit(message.text, request, request.scope["state"].get(OVER))
    return await answer(message, bridge)


async def answer(message: MessageIn, bridge: Bridge) -> MessageOut:
    """Answer a message, whichever way it came.

    Raises:
        ConversationNotFound: it names a conversation that is not there.
    """
    conversation_id = message.conversation_id
    if conversation_id is None:
        first = (message.client_id, message.text) if message.client_id else None
        conversation_id = await bridge.chat.open("web", first)
    reply = await bridge.chat.reply(
        Utterance(
            text=message.text,
            conversation_id=conversation_id,
            client_id=message.client_id,
            region=message.region,
            audience=message.audience,
            choice=message.choice,
        )
    )
    return MessageOut(
        conversation_id=reply.conversation_id,
        message_id=reply.message_id,
        reply=reply.card,
        degraded=reply.degraded,
        live=LiveMark.model_validate(reply.live, from_attributes=True) if reply.live else None,
    )


@router.put(
    "/messages/{message_id}/feedback",
    status_code=204,
    responses=documented(400, 404, 413, 415, 422, 503),
)
async def give_feedback(message_id: Identifier, feedback: FeedbackIn, bridge: BridgeDep) -> None:
    """Say whether an answer helped; a later word replaces an earlier one."""
    await run_in_threadpool(
        bridge.log.feedback,
        message_id,
        feedback.helpful,
        mask(feedback.reason) if feedback.reason else None,
        mask(feedback.comment) if feedback.comment else None,
    )
