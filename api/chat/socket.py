"""The citizen's conversation over one WebSocket: the same messages and answers as over HTTP.

A text frame holds what `POST /api/v1/chat/messages` takes, with a `client_id`. Each is answered by
{"client_id", "status", "body"}: 200 and the answer, or the status of a problem and the problem.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.bridge import Bridge
from api.chat.routes import answer
from api.chat.schemas import MessageIn
from api.problems import INVALID, MALFORMED, FieldError, Kind, kind_of, problem
from api.refusals import field_error
from api.security.origins import is_own
from policies.errors import LibraryError

POLICY_VIOLATION, TOO_BIG = 1008, 1009
router = APIRouter(prefix="/api/v1")


@router.websocket("/chat/socket")
async def converse(socket: WebSocket) -> None:
    """Answer messages until the visitor leaves; a page of an unknown website gets no line."""
    bridge: Bridge = socket.app.state.bridge
    if not is_own(socket) and socket.headers["origin"] not in bridge.origins:
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    try:
        while True:
            frame = await socket.receive_text()
            if len(frame.encode()) > bridge.settings.max_body_bytes:
                await socket.close(TOO_BIG)
                return
            await socket.send_json(await _answered(socket, bridge, frame))
    except WebSocketDisconnect:
        return


async def _answered(socket: WebSocket, bridge: Bridge, frame: str) -> dict[str, Any]:
    try:
        message = MessageIn.model_validate_json(frame)
    except ValidationError as error:
        broken = any(item["type"] == "json_invalid" for item in error.errors())
        reasons = [] if broken else [field_error(item) for item in error.errors()]
        return _refused(socket, None, MALFORMED if broken else INVALID, reasons)
    try:
        body = (await answer(message, bridge)).model_dump(mode="json")
    except (LibraryError, SQLAlchemyError) as error:
        return _refused(socket, message.client_id, kind_of(error))
    return {"client_id": message.client_id, "status": 200, "body": body}


def _refused(
    socket: WebSocket, client_id: str | None, kind: Kind, errors: list[FieldError] | None = None
) -> dict[str, Any]:
    socket.scope.setdefault("state", {})["request_id"] = uuid4().hex
    body = problem(socket, kind, errors or ()).model_dump()
    return {"client_id": client_id, "status": kind.status, "body": body}
