"""What happens at the desk, as it happens, over one WebSocket; being there is a sign of life.

Out go {"type": "ready"} once everything that follows will be told; {"type": "entry", "handoff_id", "position", "kind"} for
every entry of every hand-off, to be read on with the position; {"type": "typing", "handoff_id"} while a visitor types;
{"type": "presence"} when colleagues come and go. What comes in is ignored.
"""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket

from api.bridge import Bridge
from api.lines import POLICY_VIOLATION, ending, heard, hold
from api.live.bus import Subscription
from api.live.operator_routes import operator_of
from api.live.telling import DESK
from api.security.entrance import admitted, holder
from api.security.staff import may_call
from policies.content.keys import Key, Role
from policies.content.live.model import Author, Operator

LIVES_S = 20.0
FRAME_MOST = 200
router = APIRouter(prefix="/api/v1/live")


@router.websocket("/events")
async def events(socket: WebSocket) -> None:
    """Tell an operator what happens until they leave or may not any more; a key or a session opens the line."""
    bridge: Bridge = socket.app.state.bridge
    async with ending(socket):
        key = await admitted(socket, bridge, _may)
        if key is None:
            return
        await socket.accept()
        with bridge.live.bus.subscribe(DESK) as happening:
            await hold(
                socket, partial(_tell, socket, bridge, operator_of(key), happening), partial(_hear, socket)
            )


async def _tell(socket: WebSocket, bridge: Bridge, operator: Operator, happening: Subscription) -> None:
    await bridge.live.alive(operator)
    await socket.send_json({"type": "ready"})
    loop = asyncio.get_running_loop()
    alive_at = loop.time()
    while True:
        event = await happening.next(max(0.0, alive_at + LIVES_S - loop.time()))
        if loop.time() - alive_at >= LIVES_S:
            key = await run_in_threadpool(holder, socket, bridge)
            if key is None or not _may(key):
                await socket.close(POLICY_VIOLATION)
                return
            await bridge.live.alive(operator)
            alive_at = loop.time()
        if event is not None and event.get("author") != Author.OPERATOR.value:
            await socket.send_json(event)


async def _hear(socket: WebSocket) -> None:
    while True:
        await heard(socket, FRAME_MOST)


def _may(key: Key) -> bool:
    return may_call(key, Role.OPERATOR)
