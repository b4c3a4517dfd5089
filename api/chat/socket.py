"""The citizen's conversation over one WebSocket: the same messages and answers as over HTTP.

A text frame holds what `POST /api/v1/chat/messages` takes, with a `client_id`. Each is answered by
{"client_id", "status", "body"}: 200 and the answer, or the status of a problem and the problem; 429 with
"retry_after", in seconds. Questions count together with those over HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket

from api.bridge import Bridge
from api.chat.routes import answer
from api.chat.schemas import MessageIn
from api.chat.urgent import admit
from api.lines import POLICY_VIOLATION, TRY_AGAIN, ending, heard
from api.problems import (
    INVALID,
    MALFORMED,
    NO_FACTS,
    TOO_MANY_QUESTIONS,
    FieldError,
    Kind,
    kind_of,
    problem,
    wait_in_words,
)
from api.refusals import field_error
from api.security.doors import come_through, over
from api.security.origins import is_own
from api.security.rates import RateExceeded, Standing
from policies.errors import LibraryError

router = APIRouter(prefix="/api/v1")


@router.websocket("/chat/socket")
async def converse(socket: WebSocket) -> None:
    """Answer messages until the visitor leaves; a page of an unknown website gets no line."""
    bridge: Bridge = socket.app.state.bridge
    async with ending(socket):
        if over(await come_through(bridge.rates, "pages", socket)) is not None:
            await socket.close(TRY_AGAIN)
            return
        if not is_own(socket) and socket.headers["origin"] not in bridge.origins:
            await socket.close(POLICY_VIOLATION)
            return
        await socket.accept()
        while True:
            frame = await heard(socket, bridge.settings.max_body_bytes)
            exceeded = over(await come_through(bridge.rates, "chat", socket))
            await socket.send_json(await _answered(socket, bridge, frame, exceeded))


async def _answered(
    socket: WebSocket, bridge: Bridge, frame: str, exceeded: Standing | None
) -> dict[str, Any]:
    try:
        message = MessageIn.model_validate_json(frame)
    except ValidationError as error:
        broken = any(item["type"] == "json_invalid" for item in error.errors())
        reasons = [] if broken else [field_error(item) for item in error.errors()]
        return _refused(socket, None, MALFORMED if broken else INVALID, reasons)
    try:
        await admit(message.text, socket, exceeded)
        body = (await answer(message, bridge)).model_dump(mode="json")
    except RateExceeded as error:
        return _too_many(socket, message.client_id, error.standing.reset_s)
    except (LibraryError, SQLAlchemyError) as error:
        return _refused(socket, message.client_id, kind_of(error))
    return {"client_id": message.client_id, "status": 200, "body": body}


def _too_many(socket: WebSocket, client_id: str | None, wait_s: int) -> dict[str, Any]:
    told = _refused(socket, client_id, TOO_MANY_QUESTIONS, facts=wait_in_words(wait_s))
    return {**told, "retry_after": wait_s}


def _refused(
    socket: WebSocket,
    client_id: str | None,
    kind: Kind,
    errors: list[FieldError] | None = None,
    facts: Mapping[str, str] = NO_FACTS,
) -> dict[str, Any]:
    socket.scope.setdefault("state", {})["request_id"] = uuid4().hex
    body = problem(socket, kind, errors or (), facts).model_dump()
    return {"client_id": client_id, "status": kind.status, "body": body}
