"""Operators of the desk as tests need them: they work over HTTP with a key of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

import httpx
from playwright.sync_api import expect

from policies.clock import CHINA
from policies.content.keys import KeyRing, Role
from policies.content.live_tables import HANDOFF, PRESENCE
from policies.library import Library
from tests.widget.chat_page import Chat

MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
NUMBERS = count()


@dataclass
class Operator:
    """Somebody at the desk."""

    http: httpx.Client
    id: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Do something that succeeds."""
        told = self.http.request(method, f"/api/v1/live{path}", json=body)
        assert told.is_success, told.text
        return told.json() if told.content else None

    def present(self, state: str = "present") -> None:
        """Take hand-offs, or not."""
        self.call("PUT", "/presence", {"state": state})

    @property
    def waiting(self) -> list[str]:
        """Who waits, longest first."""
        return [each["id"] for each in self.call("GET", "/queue")["waiting"]]

    def claim(self) -> str:
        """Take who waits longest."""
        first = self.waiting[0]
        self.call("POST", f"/handoffs/{first}/claim")
        return first

    def say(self, handoff_id: str, text: str) -> None:
        """Send words."""
        body = {"text": text, "client_id": f"desk-message-{next(NUMBERS):08d}"}
        self.call("POST", f"/handoffs/{handoff_id}/messages", body)

    def type(self, handoff_id: str) -> None:
        """Begin to type."""
        self.call("POST", f"/handoffs/{handoff_id}/typing")

    def close(self, handoff_id: str) -> None:
        """End it."""
        self.call("POST", f"/handoffs/{handoff_id}/close", {"ending": "resolved"})

    def heard(self, handoff_id: str) -> list[str]:
        """What the visitor said."""
        entries = self.call("GET", f"/handoffs/{handoff_id}/entries")
        return [each["text"] for each in entries if each["author"] == "visitor" and each["text"]]


def hired(library: Library, address: str, name: str) -> Operator:
    """Return an operator who is not present yet."""
    key, secret = KeyRing(library.store).make(name, [Role.OPERATOR])
    headers = {"Authorization": f"Bearer {secret}"}
    return Operator(httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=30), key.id)


def emptied(library: Library) -> None:
    """Let nobody wait and nobody be at the desk."""
    with library.store.engine.begin() as connection:
        connection.execute(HANDOFF.delete())
        connection.execute(PRESENCE.delete())


def queue_up(chat: Chat) -> None:
    """Ask for a person and wait."""
    chat.button("转人工").click()
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def served(chat: Chat, anna: Operator) -> str:
    """Be served by an operator."""
    queue_up(chat)
    handoff_id = anna.claim()
    expect(chat.find(".note")).to_contain_text("工作人员安娜已接入")
    return handoff_id


def spoken(chat: Chat) -> None:
    """Wait until what was sent last has arrived."""
    expect(chat.find(".send")).to_have_attribute("aria-disabled", "false")
