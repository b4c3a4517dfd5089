"""The door of the pages of staff: whoever has none of an area's roles gets no further, neither to pages nor to their socket."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.bridge import Bridge
from api.console.area import Area
from api.console.mounting import FILES, SOCKET
from api.problems import kind_of_status
from api.refusals import refusal
from api.security.sessions import comes_from_us
from api.security.staff import may_call, person
from policies.content.accounts.account import PasswordMustChange


class ConsoleDoor:
    """ASGI middleware: the files of the pages' library pass, everything else of an area needs a session with its roles.

    Areas share one library of pages, so what is another area's page is no page here.
    """

    def __init__(self, app: ASGIApp, bridge: Callable[[], Bridge], areas: Sequence[Area]) -> None:
        """Guard what lies in the areas."""
        self.app = app
        self._bridge = bridge
        self._areas = areas

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, lead to the sign-in page, or refuse."""
        path = scope.get("path", "")
        area = next((each for each in self._areas if each.holds(path)), None)
        if area is None or path.startswith(area.prefix + FILES):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            is_open = path.startswith(area.prefix + SOCKET) and await self._opens_socket(scope, area)
            await (self.app(scope, receive, send) if is_open else send(SHUT))
        else:
            instead = await self._instead(Request(scope), area)
            await (instead or self.app)(scope, receive, send)

    async def _opens_socket(self, scope: Scope, area: Area) -> bool:
        connection = HTTPConnection(scope)
        if not comes_from_us(connection, self._bridge()):
            return False
        try:
            key = await run_in_threadpool(person, connection, self._bridge())
        except PasswordMustChange:
            return False
        return key is not None and may_call(key, *area.roles)

    async def _instead(self, request: Request, area: Area) -> Response | None:
        """Return what is answered instead of a page; None where it may be shown."""
        path = request.scope["path"]
        try:
            key = await run_in_threadpool(person, request, self._bridge())
        except PasswordMustChange:
            return RedirectResponse("/change-password", 303)
        if key is None:
            return RedirectResponse(f"/sign-in?next={path if area.is_page(path) else area.home}", 303)
        if not may_call(key, *area.roles):
            return refusal(request, kind_of_status(403))
        if path.rstrip("/") == area.prefix and path != area.home:
            return RedirectResponse(area.home, 303)
        return None if area.is_page(path) else refusal(request, kind_of_status(404))


SHUT = {"type": "websocket.close", "code": 1008}
