"""What a request may carry: a body of limited size, and JSON only."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response

WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
ANY_MEDIA_TYPE = "/webhooks/rest/webhook"


class RequestLimits:
    """ASGI middleware: 413 for a body that is too large, announced or not; 415 for one that is not JSON.

    The Rasa-compatible channel takes JSON under any media type, as Rasa does.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with a problem."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        if refused is not None:
            response = problem_response(Request(scope), refused)
            await response(scope, receive, send)
            return
        if scope.get("path") == ANY_MEDIA_TYPE:
            MutableHeaders(scope=scope)["content-type"] = "application/json"
        await self.app(scope, self._limited(receive), send)

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self.max_body_bytes:
            return 413
        has_body = length != "0" or "transfer-encoding" in headers
        if scope["method"] not in WITH_BODY or not has_body or scope["path"] == ANY_MEDIA_TYPE:
            return None
        return None if _is_json(headers.get("content-type", "")) else 415

    def _limited(self, receive: Receive) -> Receive:
        seen = 0

        async def receive_some() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > self.max_body_bytes:
                    raise HTTPException(413)
            return message

        return receive_some


def _is_json(content_type: str) -> bool:
    kind = content_type.split(";", 1)[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
