"""One log line a request, an id for it, and the last net under an unexpected error."""

from __future__ import annotations

import re
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import describe
from api.problems import problem_response

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger("api.access")


class Access:
    """ASGI middleware that gives each request its id, times it, logs it, and turns a crash into a problem.

    The line names the route ("/policies/{policy_id}"), never the path or the query that was sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started, status = perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception as error:
            log.error("request_failed", route=_route(scope), **describe(error))
            if status:
                raise
            await problem_response(Request(scope), 500)(scope, receive, send_with_id)
        finally:
            ms = round((perf_counter() - started) * 1000, 1)
            log.info("request", method=scope["method"], route=_route(scope), status=status, ms=ms)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(HEADER, "")
    return given if ACCEPTED.fullmatch(given) else uuid4().hex


def _route(scope: Scope) -> str:
    path = getattr(scope.get("route"), "path", None)
    if path:
        return str(path)
    endpoint = scope.get("endpoint")
    return "unmatched" if endpoint is None else getattr(endpoint, "__name__", type(endpoint).__name__)
