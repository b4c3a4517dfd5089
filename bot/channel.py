"""The bridge's way into Rasa: one secret, one question in, the messages out, and an error is an error.

Rasa's own REST channel answers 200 with an empty list when a turn fails. Here a turn that raises, or that ends
without a message (Rasa swallows the exceptions of actions), is HTTP 500.
"""

from __future__ import annotations

import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

METADATA_KEYS = ("region", "audience", "choice", "asked_on", "question", "history")
_COMMAND_MARKS = "/／"


class BadMessage(Exception):
    """A body that is not `{"sender": text, "message": text, "metadata"?: object}`."""


def plain_words(text: str) -> str:
    """Return `text` without a leading slash, by which Rasa would take it for a command of a developer.

    `/restart`, `/intent{"entity":"value"}` and the like are words of a citizen and nothing else. Text of
    slashes alone becomes a full-width one, which Rasa reads as text.
    """
    rest = text.strip()
    if not rest.startswith(tuple(_COMMAND_MARKS)):
        return rest
    return rest.lstrip(_COMMAND_MARKS + " \t\r\n　") or "／"


def to_message(body: Any) -> UserMessage:
    """Return the turn that a request's body asks for; raise BadMessage where it is malformed."""
    if not isinstance(body, dict):
        raise BadMessage("body")
    sender, text, metadata = body.get("sender"), body.get("message"), body.get("metadata") or {}
    if not isinstance(sender, str) or not sender:
        raise BadMessage("sender")
    if not isinstance(text, str) or not text.strip():
        raise BadMessage("message")
    if not isinstance(metadata, dict):
        raise BadMessage("metadata")
    known = {key: metadata[key] for key in METADATA_KEYS if metadata.get(key) is not None}
    return UserMessage(
        plain_words(text), CollectingOutputChannel(), sender, input_channel=BridgeInput.name(), metadata=known
    )


class BridgeInput(InputChannel):
    """POST /webhooks/bridge/webhook, with `Authorization: Bearer <secret>`."""

    def __init__(self, secret: str) -> None:
        self._expected = f"Bearer {secret}".encode()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, a part of its address."""
        return "bridge"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> BridgeInput:
        """Make the channel; raise where credentials.yml gives no secret."""
        secret = str((credentials or {}).get("secret") or "")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes: a question, and which model answers, which one is being loaded."""
        routes = Blueprint("bridge")

        @routes.get("/")
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return response.json({"status": "unavailable", "model": None}, status=503)
            follower = getattr(request.app.ctx, "follower", None)
            more = follower.state() if follower is not None else {}
            return response.json({"status": "ready", "model": agent.model_name, **more})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            if not self._is_bridge(request):
                return response.json({"ok": False, "error": "unauthorised"}, status=401)
            return await self._turn(request, on_new_message)

        return routes

    def _is_bridge(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._expected)

    async def _turn(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        try:
            message = to_message(request.json)
        except BadMessage as error:
            return response.json({"ok": False, "error": f"bad_{error}"}, status=400)
        try:
            await on_new_message(message)
        except Exception as error:
            # The type alone: a message or a traceback's values may hold the question.
            logger.error("turn_failed conversation=%s error=%s", message.sender_id, type(error).__name__)
            return response.json({"ok": False, "error": type(error).__name__}, status=500)
        messages = message.output_channel.messages
        if not messages:
            logger.error("turn_without_message conversation=%s", message.sender_id)
            return response.json({"ok": False, "error": "no_message"}, status=500)
        return response.json({"messages": messages, "ok": True})
