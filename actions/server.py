"""The action server's application: rasa-sdk's, behind the shared secret, with the library opened once."""

from __future__ import annotations

import hmac
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response

from actions.answer import ActionAnswer, ActionChangeRegion, ActionHandoff
from policies.library import Library

ACTIONS = (ActionAnswer, ActionHandoff, ActionChangeRegion)
OPEN_PATHS = frozenset({"/health"})


class DomainlessExecutor(ActionExecutor):
    """Runs actions without the assistant's domain: none asks for it, and Rasa need not send it each turn."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """Return the domain that came along, or an empty one."""
        return payload.get("domain") or {}


def build_app(library: Library, secret: str) -> Sanic:
    """Return the server's application.

    Args:
        library: answers the questions.
        secret: what callers must bring as bearer token, on every path but `/health`.

    Raises:
        ValueError: the secret is empty.
    """
    if not secret:
        raise ValueError("the action server needs YIHAODA_INTERNAL_SECRET: run make setup")
    executor = DomainlessExecutor()
    for action in ACTIONS:
        executor.register_action(action(library))
    app: Sanic = create_app(executor, cors_origins=[])
    expected = f"Bearer {secret}".encode()

    async def guard(request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "").encode()
        if request.path in OPEN_PATHS or hmac.compare_digest(given, expected):
            return None
        return response.json({"error": "unauthorized"}, status=401)

    app.register_middleware(guard, "request")
    return app
