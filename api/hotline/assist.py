"""Suggestions for the operator who listens: unfinished transcripts in, ranked pairs out, over one WebSocket.

A text frame holds {"text", "seq"}; what was heard up to now replaces what was heard before. Once nothing new came for
150 ms, {"seq", "suggestions": [{"qa_id", "question", "score"}]} goes back; what a newer frame overtook is never sent.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.bridge import Bridge
from api.logs import describe
from api.security.staff import may_call
from api.security.text import QuestionText
from policies.answering.inquiry import Question
from policies.content.conversations import ConversationNotFound
from policies.content.keys import Key, Role, Scope
from policies.errors import LibraryError
from policies.language.masking import mask

POLICY_VIOLATION, UNREADABLE = 1008, 1007
DEBOUNCE_S = 0.15
MOST = 5
log = structlog.get_logger("api.hotline")
router = APIRouter(prefix="/api/v1/hotline")


class HeardSoFar(BaseModel):
    """What was recognised up to now."""

    model_config = ConfigDict(extra="forbid")

    text: QuestionText
    seq: int = Field(ge=0)


@router.websocket("/calls/{call_id}/assist")
async def assist(socket: WebSocket, call_id: str) -> None:
    """Suggest until the operator leaves; without a hotline's key and its own call there is no line."""
    bridge: Bridge = socket.app.state.bridge
    key = await run_in_threadpool(_key, bridge, socket.headers.get("authorization", ""))
    try:
        region = bridge.hotline.calls.of(call_id, key.id).region if key else None
    except ConversationNotFound:
        key = None
    if key is None:
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    pending: asyncio.Task[None] | None = None
    try:
        while True:
            heard = HeardSoFar.model_validate_json(await socket.receive_text())
            if pending is not None:
                pending.cancel()
            pending = asyncio.create_task(_suggest(socket, bridge, heard, region))
    except ValidationError:
        await socket.close(UNREADABLE)
    except WebSocketDisconnect:
        return
    finally:
        if pending is not None:
            pending.cancel()


async def _suggest(socket: WebSocket, bridge: Bridge, heard: HeardSoFar, region: str | None) -> None:
    await asyncio.sleep(DEBOUNCE_S)
    question = Question(mask(heard.text), bridge.today(), region=region)
    try:
        found = await run_in_threadpool(bridge.library.candidates, question)
    except (LibraryError, SQLAlchemyError) as error:
        log.error("assist_failed", **describe(error))
        return
    suggestions: list[dict[str, Any]] = [
        {"qa_id": each.qa_id, "question": each.question, "score": round(each.score, 4)}
        for each in found[:MOST]
    ]
    with suppress(WebSocketDisconnect):
        await socket.send_json({"seq": heard.seq, "suggestions": suggestions})


def _key(bridge: Bridge, given: str) -> Key | None:
    scheme, _, secret = given.partition(" ")
    key = bridge.keys.opened_by(secret) if scheme.lower() == "bearer" else None
    return key if key and may_call(key, Role.HOTLINE) and key.may(Scope.ASSIST) else None
