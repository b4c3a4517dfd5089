"""An open desk over the bridge's small library, its operators, and visitors who ask for a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from policies.clock import CHINA
from policies.content.keys import KeyRing, Role
from policies.content.live_tables import HANDOFF, PRESENCE
from policies.library import Library
from tests.api.conftest import OpenBridge
from tests.api.rasa_server import RasaServer

MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
SUNDAY_AT_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=CHINA)
LIVE = "/api/v1/live"
NUMBERS = count()


def on_monday_at_ten() -> datetime:
    """Return a moment when the desk is open."""
    return MONDAY_AT_TEN


def complete(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end in a thread of its own: a browser that other tests opened has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def fresh() -> str:
    """Return an identifier of a message that was not used before."""
    return f"test-message-{next(NUMBERS):08d}"


@dataclass
class Operator:
    """Somebody at the desk with a key of their own."""

    client: TestClient
    headers: dict[str, str]
    id: str

    def get(self, path: str) -> Any:
        """Return what the desk shows at a path."""
        found = self.client.get(f"{LIVE}{path}", headers=self.headers)
        assert found.status_code == 200, found.text
        return found.json()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Do something at a path."""
        return self.client.request(method, f"{LIVE}{path}", headers=self.headers, json=body)

    def present(self, **more: Any) -> None:
        """Take hand-offs from now on."""
        assert self.call("PUT", "/presence", {"state": "present", **more}).status_code == 200

    def claim(self, handoff_id: str) -> Any:
        """Take a visitor."""
        found = self.call("POST", f"/handoffs/{handoff_id}/claim")
        assert found.status_code == 200, found.text
        return found.json()

    def say(self, handoff_id: str, text: str) -> Any:
        """Send words."""
        said = self.call("POST", f"/handoffs/{handoff_id}/messages", {"text": text, "client_id": fresh()})
        assert said.status_code == 200, said.text
        return said.json()

    def close(self, handoff_id: str, ending: str = "resolved") -> None:
        """End it."""
        assert self.call("POST", f"/handoffs/{handoff_id}/close", {"ending": ending}).status_code == 200


@dataclass
class Visitor:
    """Somebody on the citizen's page."""

    client: TestClient
    conversation_id: str = ""
    handoff_id: str = ""
    sent: list[str] = field(default_factory=list)

    def ask(self, text: str, client_id: str | None = None) -> Any:
        """Send a message, wherever it goes."""
        body = {"text": text, "client_id": client_id or fresh()}
        if self.conversation_id:
            body["conversation_id"] = self.conversation_id
        answer = self.client.post("/api/v1/chat/messages", json=body)
        assert answer.status_code == 200, answer.text
        self.conversation_id = answer.json()["conversation_id"]
        return answer.json()

    def enter(self) -> Any:
        """Wait for a person."""
        body = {"client_id": fresh()}
        if self.conversation_id:
            body["conversation_id"] = self.conversation_id
        entered = self.client.post("/api/v1/handoffs", json=body)
        assert entered.status_code == 200, entered.text
        self.conversation_id, self.handoff_id = (
            entered.json()["conversation_id"],
            entered.json()["handoff_id"],
        )
        return entered.json()

    def look(self, after: int = 0) -> Any:
        """Return how the hand-off stands."""
        return self.client.get(f"{self.address}?after={after}").json()

    @property
    def address(self) -> str:
        """Return where the hand-off is."""
        return f"/api/v1/conversations/{self.conversation_id}/handoff"


@pytest.fixture
def client(open_bridge: OpenBridge, rasa: RasaServer, library: Library) -> TestClient:
    """A bridge whose desk is open; nobody is there yet and nobody waits."""
    with library.store.engine.begin() as connection:
        connection.execute(HANDOFF.delete())
        connection.execute(PRESENCE.delete())
    return open_bridge(rasa_url=rasa.url, clock=on_monday_at_ten)


Hire = Callable[..., Operator]


@pytest.fixture
def hire(client: TestClient, library: Library) -> Hire:
    """Give an operator with a name; at another bridge where one is given."""

    def hired(name: str, at: TestClient = client) -> Operator:
        key, secret = KeyRing(library.store).make(name, [Role.OPERATOR])
        return Operator(at, {"Authorization": f"Bearer {secret}"}, key.id)

    return hired


@pytest.fixture
def anna(hire: Hire) -> Operator:
    """An operator who is present."""
    operator = hire("安娜")
    operator.present()
    return operator


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    """A visitor who has not asked anything yet."""
    return Visitor(client)
