"""A visitor's hand-off as it happens, over one WebSocket.

Out go {"type": "visit", "visit": …} with how it stands and what is new since the last frame, and {"type": "typing"}
while the operator types. In comes {"type": "typing"} while the visitor types. Words are sent as any message of the chat.
"""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.websockets import WebSocket

from api.bridge import Bridge
from api.lines import POLICY_VIOLATION, TRY_AGAIN, ending, heard, hold
from api.live.bus import Event, Subscription
from api.live.telling import QUEUE, topic_of
from api.live.visitor_routes import HIGHEST
from api.live.visitor_schemas import visit_out
from api.security.doors import come_through, over
from api.security.origins import is_own
from api.security.text import Identifier
from policies.content.live.model import Author

LIVES_S = 15.0
TYPES_EVERY_S = 1.0
FRAME_MOST = 200
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
router = APIRouter(prefix="/api/v1")


@router.websocket("/conversations/{conversation_id}/handoff/socket")
async def follow(
    socket: WebSocket, conversation_id: str, after: Annotated[int, Query(ge=0, le=HIGHEST)] = 0
) -> None:
    """Tell the visitor what happens until it is over; a page of an unknown website gets no line."""
    bridge: Bridge = socket.app.state.bridge
    async with ending(socket):
        if over(await come_through(bridge.rates, "pages", socket)) is not None:
            await socket.close(TRY_AGAIN)
            return
        if not is_own(socket) and socket.headers["origin"] not in bridge.origins:
            await socket.close(POLICY_VIOLATION)
            return
        found = await bridge.visits.visit(_IDENTIFIER.validate_python(conversation_id), HIGHEST)
        await socket.accept()
        with bridge.live.bus.subscribe(topic_of(found.handoff.id), QUEUE) as events:
            await hold(
                socket,
                partial(_tell, socket, bridge, conversation_id, events, after),
                partial(_hear, socket, bridge, found.handoff.id),
            )


async def _tell(
    socket: WebSocket, bridge: Bridge, conversation_id: str, events: Subscription, after: int
) -> None:
    """Send how it stands whenever something happened, and what is new; ends when it is over."""
    told: object = None
    event: Event | None = {"type": "entry"}
    while True:
        if event is not None and event["type"] == "typing":
            if event["author"] == Author.OPERATOR.value:
                await socket.send_json({"type": "typing"})
        else:
            visit = await bridge.visits.visit(conversation_id, after)
            after = visit.newest
            stands = (visit.handoff.state, visit.place, visit.median_wait_s)
            if visit.entries or stands != told:
                shown = visit_out(visit).model_dump(mode="json")
                await socket.send_json({"type": "visit", "visit": shown})
            told = stands
            if not visit.handoff.is_open:
                await socket.close()
                return
        event = await events.next(LIVES_S)


async def _hear(socket: WebSocket, bridge: Bridge, handoff_id: str) -> None:
    """Tell the operator that the visitor is typing, at most once a second."""
    typed_at = float("-inf")
    while True:
        frame = await heard(socket, FRAME_MOST)
        if '"typing"' in frame and monotonic() - typed_at >= TYPES_EVERY_S:
            typed_at = monotonic()
            await bridge.live.type(handoff_id, Author.VISITOR)
