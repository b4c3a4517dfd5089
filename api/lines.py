"""Lines (WebSockets): hearing what the other side says, holding one, and ending it with the code that says why.

RFC 6455, section 7.4.1: 1003 what came cannot be taken, 1007 it cannot be read, 1008 it may not be, 1009 it is too
much; 1013 (registered since) asks to come again later.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import anyio
import structlog
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from api.logs import describe
from policies.errors import LibraryError, NotFound

UNSUPPORTED, UNREADABLE, POLICY_VIOLATION, TOO_BIG, TRY_AGAIN = 1003, 1007, 1008, 1009, 1013
Talk = Callable[[], Awaitable[None]]
log = structlog.get_logger("api.lines")


class Refused(Exception):
    """What came over a line ends it; `code` says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


async def heard(socket: WebSocket, most_bytes: int) -> str:
    """Return the next text that came over an accepted line.

    Raises:
        Refused: it is no text, or longer than `most_bytes` in UTF-8.
        WebSocketDisconnect: the other side is gone.
    """
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"])
    text = message.get("text")
    if text is None:
        raise Refused(UNSUPPORTED)
    if len(text.encode(errors="surrogatepass")) > most_bytes:
        raise Refused(TOO_BIG)
    return str(text)


@asynccontextmanager
async def ending(socket: WebSocket) -> AsyncIterator[None]:
    """End the line when the block fails, with the code for what failed; a block that ends well leaves it open."""
    try:
        yield
    except (WebSocketDisconnect, WebSocketDisconnected):
        return
    except (Refused, ValidationError, LibraryError, SQLAlchemyError) as error:
        code = _code_of(error)
        if code == TRY_AGAIN:
            log.error("line_failed", **describe(error))
        with suppress(WebSocketDisconnect, WebSocketDisconnected):
            await socket.close(code)


def _code_of(error: Exception) -> int:
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, ValidationError):
        return UNREADABLE
    return POLICY_VIOLATION if isinstance(error, NotFound) else TRY_AGAIN


async def hold(socket: WebSocket, tell: Talk, hear: Talk) -> None:
    """Tell and hear on an accepted line until either ends, the other side goes, or something fails."""
    async with anyio.create_task_group() as both:

        async def until_it_ends(talk: Talk) -> None:
            async with ending(socket):
                await talk()
            both.cancel_scope.cancel()

        both.start_soon(until_it_ends, tell)
        both.start_soon(until_it_ends, hear)
