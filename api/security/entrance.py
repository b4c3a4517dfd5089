"""The entrance of lines (WebSockets) that need a key or a session; tries count together with those over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket

from api.bridge import Bridge
from api.lines import POLICY_VIOLATION, TRY_AGAIN
from api.security.doors import come_through, door_of, over, unopened
from api.security.holders import digest_of
from api.security.origins import is_own
from api.security.staff import caller
from policies.content.accounts.account import PasswordMustChange
from policies.content.keys import Key

May = Callable[[Key], bool]


async def admitted(socket: WebSocket, bridge: Bridge, may: May) -> Key | None:
    """Return who opens a line of staff's or the hotline's; None for whom the line was closed instead.

    Args:
        socket: not accepted yet.
        bridge: where keys, sessions and counts are.
        may: tells whether a key that is good opens this line.

    Raises:
        SQLAlchemyError: the store does not answer.
    """
    door = door_of(socket.scope["path"])
    if over(await come_through(bridge.rates, door, socket)) is not None:
        await socket.close(TRY_AGAIN)
        return None
    key = await run_in_threadpool(holder, socket, bridge)
    if key is None:
        await unopened(bridge.rates, door, socket, is_denied=True)
    else:
        bridge.rates.proven.add(digest_of(socket))
    if key is None or not may(key) or not is_own(socket):
        await socket.close(POLICY_VIOLATION)
        return None
    return key


def holder(socket: WebSocket, bridge: Bridge) -> Key | None:
    """Return whose key or session a line brings; None where it opens nothing, or nothing any more."""
    with suppress(PasswordMustChange):
        return caller(socket, bridge)
    return None
