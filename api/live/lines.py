"""Holding a WebSocket on which both sides speak when they like."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket, WebSocketDisconnect

POLICY_VIOLATION, TOO_BIG, TRY_AGAIN = 1008, 1009, 1013
Talk = Callable[[], Awaitable[None]]


async def hold(socket: WebSocket, tell: Talk, hear: Talk) -> None:
    """Tell and hear on an accepted line until either ends, the other side goes, or the store fails."""
    async with anyio.create_task_group() as both:

        async def until_it_ends(talk: Talk) -> None:
            try:
                await talk()
            except WebSocketDisconnect:
                pass
            except SQLAlchemyError:
                await socket.close(TRY_AGAIN)
            both.cancel_scope.cancel()

        both.start_soon(until_it_ends, tell)
        both.start_soon(until_it_ends, hear)
