"""The desk's door: whoever is not an operator gets no further, neither to pages nor to their socket."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.bridge import Bridge
from api.problems import kind_of_status
from api.refusals import refusal
from api.security.sessions import comes_from_us
from api.security.staff import may_call, person
from policies.content.accounts.account import PasswordMustChange
from policies.content.keys import Role

PREFIX = "/desk"
PAGES = frozenset({f"{PREFIX}/", *(f"{PREFIX}/{name}" for name in ("chats", "callbacks", "shift"))})


class DeskDoor:
    """ASGI middleware: the files of the pages' library pass, everything else of the desk needs an operator's session."""

    def __init__(self, app: ASGIApp, bridge: Callable[[], Bridge], files: str) -> None:
        """Guard what lies under `/desk` but `files`."""
        self.app = app
        self._bridge = bridge
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, lead to the sign-in page, or refuse."""
        path = scope.get("path", "")
        if (path != PREFIX and not path.startswith(f"{PREFIX}/")) or path.startswith(self._files):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            if await self._opens(HTTPConnection(scope)) is None:
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        else:
            elsewhere = await self._opens(HTTPConnection(scope))
            if elsewhere is None:
                await self.app(scope, receive, send)
            elif elsewhere:
                await RedirectResponse(elsewhere, 303)(scope, receive, send)
            else:
                request = Request(scope)
                await refusal(request, kind_of_status(403))(scope, receive, send)

    async def _opens(self, connection: HTTPConnection) -> str | None:
        """Return None for an operator, where else to go for who is not signed in, "" for who may not enter."""
        bridge = self._bridge()
        if connection.scope["type"] == "websocket" and not comes_from_us(connection, bridge):
            return ""
        try:
            key = await run_in_threadpool(person, connection, bridge)
        except PasswordMustChange:
            return "/change-password"
        if key is None:
            path = connection.scope["path"]
            return f"/sign-in?next={path if path in PAGES else PREFIX + '/'}"
        return None if may_call(key, Role.OPERATOR) else ""
