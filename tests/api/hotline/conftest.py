"""A hotline with its key, over the bridge's small library."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from policies.content.keys import KeyRing, Role
from policies.library import Library

CALLS = "/api/v1/hotline/calls"
Turn = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def secret(library: Library) -> str:
    return KeyRing(library.store).make("热线", [Role.HOTLINE])[1]


@pytest.fixture
def hotline(alone: TestClient, secret: str) -> TestClient:
    """A bridge whose client calls with the hotline's key; Rasa is down and not asked."""
    alone.headers["Authorization"] = f"Bearer {secret}"
    return alone


@pytest.fixture
def call_id(hotline: TestClient) -> str:
    """A call that has begun."""
    return str(hotline.post(CALLS, json={}).json()["call_id"])


@pytest.fixture
def turn(hotline: TestClient, call_id: str) -> Turn:
    """Say something, or press a key, in the call."""
    numbers = count()

    def said(text: str | None = None, **more: Any) -> dict[str, Any]:
        body = {"idempotency_key": f"turn-{next(numbers):012d}", **more}
        if text is not None:
            body["text"] = text
        query = {"ssml": body.pop("ssml")} if "ssml" in body else {}
        answer = hotline.post(f"{CALLS}/{call_id}/utterances", json=body, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return said
