"""The headers of every response: a strict content policy, no sniffing, no framing by strangers."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONSOLES = ("/desk", "/admin")
OPEN_TO_OTHERS = ("/static/", "/embed.js")


# Under this name in a request's state a page says which origins may frame it, where it is not as usual.
FRAMED_BY = "framed_by"


def content_policy(embed_origins: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy: everything from here, nothing inline, framed only by known sites."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            " ".join(("frame-ancestors 'self'", *embed_origins)),
        )
    )


def console_policy() -> str:
    """Return the policy of the pages of staff: their library compiles templates in the browser and styles inline.

    Nothing comes from another host, and nobody frames it.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """ASGI middleware that adds the headers, whoever answered."""

    def __init__(self, app: ASGIApp, embed_origins: tuple[str, ...] = ()) -> None:
        self.app = app
        self.fixed = {
            "Content-Security-Policy": content_policy(embed_origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        state = scope.setdefault("state", {})

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.fixed)
                if path in CONSOLES or path.startswith(tuple(f"{each}/" for each in CONSOLES)):
                    headers["Content-Security-Policy"] = console_policy()
                if FRAMED_BY in state:
                    headers["Content-Security-Policy"] = content_policy(state[FRAMED_BY])
                headers["Cross-Origin-Resource-Policy"] = (
                    "cross-origin" if path.startswith(OPEN_TO_OTHERS) else "same-origin"
                )
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)
