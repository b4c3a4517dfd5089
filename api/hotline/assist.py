"""Suggestions for the operator who listens: unfinished transcripts in, ranked pairs out, over one WebSocket.

A text frame holds {"text", "seq", "final"}; what was heard up to now replaces what was heard before, and a final one ends
the utterance. Operators' pages show both, and keep what was final. Once nothing new came for 150 ms, {"seq", "suggestions":
[{"qa_id", "question", "score"}]} goes back; what a newer frame overtook is never sent.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from api.bridge import Bridge
from api.hotline.telling import tell, tell_heard
from api.lines import ending, heard
from api.logs import describe
from api.security.entrance import admitted
from api.security.staff import may_call
from api.security.text import QuestionText
from policies.answering.inquiry import Question
from policies.content.keys import Key, Role, Scope
from policies.errors import LibraryError
from policies.language.masking import mask

DEBOUNCE_S = 0.15
MOST = 5
log = structlog.get_logger("api.hotline")
router = APIRouter(prefix="/api/v1/hotline")


class HeardSoFar(BaseModel):
    """What was recognised up to now."""

    model_config = ConfigDict(extra="forbid")

    text: QuestionText
    seq: int = Field(ge=0)
    final: bool = Field(default=False, strict=True)


@router.websocket("/calls/{call_id}/assist")
async def assist(socket: WebSocket, call_id: str) -> None:
    """Suggest until the operator leaves; without a hotline's key and its own call there is no line."""
    bridge: Bridge = socket.app.state.bridge
    async with ending(socket):
        key = await admitted(socket, bridge, _may)
        if key is None:
            return
        bridge.hotline.calls.of(call_id, key.id)
        await socket.accept()
        await _listen(socket, bridge, call_id, key.id)


async def _listen(socket: WebSocket, bridge: Bridge, call_id: str, owner: str) -> None:
    region = bridge.hotline.calls.of(call_id, owner).region
    pending: asyncio.Task[None] | None = None
    try:
        while True:
            frame = await heard(socket, bridge.settings.max_body_bytes)
            told = HeardSoFar.model_validate_json(frame)
            await _show(bridge, call_id, owner, told)
            if pending is not None:
                pending.cancel()
            pending = asyncio.create_task(_suggest(socket, bridge, told, region))
    finally:
        if pending is not None:
            pending.cancel()


async def _show(bridge: Bridge, call_id: str, owner: str, told: HeardSoFar) -> None:
    """Let operators see what the caller says."""
    if not told.final:
        await tell_heard(bridge.live.bus, call_id, told.text)
        return
    await run_in_threadpool(bridge.hotline.note, call_id, owner, told.text)
    await tell(bridge.live.bus, "said", call_id)


async def _suggest(socket: WebSocket, bridge: Bridge, told: HeardSoFar, region: str | None) -> None:
    await asyncio.sleep(DEBOUNCE_S)
    question = Question(mask(told.text), bridge.today(), region=region)
    try:
        found = await run_in_threadpool(bridge.library.candidates, question)
    except (LibraryError, SQLAlchemyError) as error:
        log.error("assist_failed", **describe(error))
        return
    suggestions: list[dict[str, Any]] = [
        {"qa_id": each.qa_id, "question": each.question, "score": round(each.score, 4)}
        for each in found[:MOST]
    ]
    with suppress(WebSocketDisconnect, WebSocketDisconnected):
        await socket.send_json({"seq": told.seq, "suggestions": suggestions})


def _may(key: Key) -> bool:
    return may_call(key, Role.HOTLINE) and key.may(Scope.ASSIST)
