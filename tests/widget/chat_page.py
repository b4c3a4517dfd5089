"""The chat as a test handles it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

MESSAGES = "**/api/v1/chat/messages"
SOCKET = "**/api/v1/chat/socket"
FEEDBACK = "**/api/v1/messages/*/feedback"


@dataclass
class Service:
    """A stand-in for the service's answers over HTTP: one canned reply after another, keeps what was sent.

    A reply is a card, a number (an HTTP status) or None (the line is dead).
    """

    replies: list[dict[str, Any] | int | None]
    sent: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)

    def attach(self, page: Page) -> Service:
        """Answer the page's messages and feedback from now on."""
        page.route_web_socket(SOCKET, lambda line: line.close())
        page.route(MESSAGES, self._answer)
        page.route(FEEDBACK, self._thank)
        return self

    def _answer(self, route: Route) -> None:
        self.sent.append(json.loads(route.request.post_data or "{}"))
        reply = self.replies[min(len(self.sent), len(self.replies)) - 1]
        if reply is None:
            route.abort("internetdisconnected")
        elif isinstance(reply, int):
            problem = {"type": "about:blank", "title": "x", "status": reply, "detail": "请稍后再试。"}
            route.fulfill(status=reply, content_type="application/problem+json", body=json.dumps(problem))
        else:
            out = {"conversation_id": "c-1", "message_id": f"m-{len(self.sent)}", "reply": reply}
            route.fulfill(json={**out, "degraded": reply["degraded"]})

    def _thank(self, route: Route) -> None:
        self.feedback.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=204)


class Chat:
    """The open chat page."""

    def __init__(self, page: Page, site: str, address: str = "/") -> None:
        self.page = page
        page.goto(site + address)
        self.field = page.get_by_label("请输入您的问题")
        expect(self.field).to_be_visible()

    def ask(self, text: str) -> None:
        """Type and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def find(self, selector: str) -> Locator:
        """Return what a selector finds inside the chat."""
        return self.page.locator(f"yihaoda-chat {selector}")

    @property
    def cards(self) -> Locator:
        """Every answer card, oldest first."""
        return self.find(".card")

    def button(self, name: str) -> Locator:
        """Return a button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)
