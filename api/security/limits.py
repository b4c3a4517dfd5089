"""What a request may carry: a body of limited size, and JSON only; files where staff upload them, forms where they sign in."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response

WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
ANY_MEDIA_TYPE = "/webhooks/rest/webhook"
BACK_OFFICE = "/api/v1/admin/"
FORMS = frozenset({"/sign-in", "/sign-out", "/change-password"})
UPLOADS = frozenset(
    {
        "/api/v1/admin/departments/import",
        "/api/v1/admin/documents",
        "/api/v1/admin/documents/filing",
        "/api/v1/admin/exchange/import",
        "/api/v1/admin/interpretations",
        "/api/v1/admin/readings",
        "/api/v1/admin/regression/cases/import",
        "/api/v1/admin/dictionary/import",
    }
)


class RequestLimits:
    """ASGI middleware: 413 for a body that is too large, announced or not; 415 for one that is not JSON.

    The Rasa-compatible channel takes JSON under any media type, as Rasa does.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int, max_upload_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with a problem."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        if refused is not None:
            response = problem_response(Request(scope), refused)
            await response(scope, receive, send)
            return
        if scope.get("path") == ANY_MEDIA_TYPE:
            MutableHeaders(scope=scope)["content-type"] = "application/json"
        await self.app(scope, self._limited(receive, self._most(scope)), send)

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self._most(scope):
            return 413
        has_body = length != "0" or "transfer-encoding" in headers
        if scope["method"] not in WITH_BODY or not has_body or scope["path"] == ANY_MEDIA_TYPE:
            return None
        kind = headers.get("content-type", "")
        if scope["path"] in UPLOADS and kind.lower().startswith("multipart/form-data"):
            return None
        if scope["path"] in FORMS and kind.lower().startswith("application/x-www-form-urlencoded"):
            return None
        return None if _is_json(kind) else 415

    def _most(self, scope: Scope) -> int:
        back_office = scope.get("path", "").startswith(BACK_OFFICE)
        return self.max_upload_bytes if back_office else self.max_body_bytes

    def _limited(self, receive: Receive, most: int) -> Receive:
        seen = 0

        async def receive_some() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise HTTPException(413)
            return message

        return receive_some


def _is_json(content_type: str) -> bool:
    kind = content_type.split(";", 1)[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
