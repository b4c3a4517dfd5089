"""Other systems that are told of work orders: their addresses, trying one, and what became of each delivery."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.people import page_of
from api.admin.pages.person import reason_in
from api.admin.pages.secret import Secret
from api.console.events import Handle, Told, name_of
from api.webhooks.routes import ALL, WebhookIn
from policies.content.keys import Key
from policies.content.reasons import known_reason
from policies.content.webhooks.deliveries import Delivery
from policies.content.webhooks.endpoints import Webhooks
from policies.content.webhooks.outbox import DEAD, PENDING, SENT
from policies.wording import say, section

ROWS = 50
STATES = (PENDING, SENT, DEAD)
# A little longer than one attempt may take.
LOOKS, LOOKS_EVERY_S = 26, 0.5


class WebhooksPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._telling = opened.bridge.telling
        query = opened.request.query_params
        self._state = next((each for each in STATES if each == query.get("state")), None)
        self._receiver = query.get("receiver", "")[:64] or None
        before = query.get("before", "")
        self._before = page_of(before) if before else None
        self._list: Part
        self._deliveries: Part
        self._secret: Secret

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        self._secret = Secret(opened)
        if opened.may("webhook_add"):
            opened.part("create", "webhooks_create.html", events=ALL)
        self._list = opened.part("list", "webhooks_list.html", **await run_in_threadpool(self._receivers))
        self._deliveries = opened.part(
            "deliveries", "webhooks_deliveries.html", **await run_in_threadpool(self._ways)
        )
        opened.on("webhook_add", self._add)
        opened.on("webhook_secret", self._renew)
        opened.on("webhook_test", self._test)
        opened.on("webhook_replay", self._replay)
        for name, step in (
            ("enable", Webhooks.enable),
            ("disable", Webhooks.disable),
            ("delete", Webhooks.delete),
        ):
            opened.on(f"webhook_{name}", self._step(f"webhook_{name}", step))

    async def _add(self, told: Told, person: Key) -> None:
        body = WebhookIn(
            url=name_of(told, "url"), events=told.get("events") or [], note=name_of(told, "note")
        )
        made, secret = await run_in_threadpool(
            self._telling.register, body.url, body.events, body.note, person.name
        )
        self._secret.show("webhook", secret, name=made.note or made.url)
        self._opened.events.run("document.querySelector('#create form').reset()")
        await self._draw("webhook_add")

    async def _renew(self, told: Told, person: Key) -> None:
        webhook_id, reason = name_of(told, "id"), known_reason(reason_in(told))
        secret = await run_in_threadpool(self._telling.renew, webhook_id, person.name, reason)
        self._secret.show("webhook", secret, name=name_of(told, "called"))
        await self._draw("webhook_secret")

    async def _test(self, told: Told, person: Key) -> None:
        """Send a test event and wait for what comes of its first attempt."""
        number = await run_in_threadpool(self._telling.webhooks.test, name_of(told, "id"), person.name)
        self._opened.events.tell("webhook_test")
        found: Delivery | None = None
        for _ in range(LOOKS):
            await asyncio.sleep(LOOKS_EVERY_S)
            found = await run_in_threadpool(self._telling.deliveries.of, number)
            if found.attempts:
                break
        self._deliveries.draw(**await run_in_threadpool(self._ways))
        result = result_in_words(found.last_result if found else None) or say("admin.webhooks.no_attempt")
        is_sent = found is not None and found.state == SENT
        said = say(f"admin.webhooks.{'test_sent' if is_sent else 'test_failed'}", result=result)
        self._opened.events.say(said, "done" if is_sent else "wrong")

    async def _replay(self, told: Told, person: Key) -> None:
        number = page_of(name_of(told, "id"))
        await run_in_threadpool(self._telling.deliveries.replay, number, person.name)
        await self._draw("webhook_replay")

    def _step(self, said: str, step: Callable[[Webhooks, str, str, str], None]) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            reason = known_reason(reason_in(told))
            webhooks = self._telling.webhooks
            await run_in_threadpool(step, webhooks, name_of(told, "id"), person.name, reason)
            await self._draw(said)

        return handle

    async def _draw(self, said: str) -> None:
        self._list.draw(**await run_in_threadpool(self._receivers))
        self._deliveries.draw(**await run_in_threadpool(self._ways))
        self._opened.events.tell(said)

    def _receivers(self) -> dict[str, Any]:
        return {"found": self._telling.webhooks.every(), "may": self._opened.may("webhook_add")}

    def _ways(self) -> dict[str, Any]:
        found = self._telling.deliveries.page(self._state, self._before, ROWS + 1, self._receiver)
        receivers = {each.id: each for each in self._telling.webhooks.every()}
        told = {"state": self._state or "", "receiver": self._receiver or ""}
        return {
            "found": found[:ROWS],
            "next": found[ROWS - 1].id if len(found) > ROWS else None,
            "receivers": receivers,
            "filters": told,
            "states": STATES,
            "query": urlencode({name: value for name, value in told.items() if value}),
            "is_narrowed": any(told.values()),
            "may": self._opened.may("webhook_add"),
            "result_in_words": result_in_words,
        }


def result_in_words(result: str | None) -> str:
    """Return what became of an attempt as people say it; what has no words as it was noted."""
    if result is None:
        return ""
    kind, _, number = result.partition(" ")
    if kind == "status":
        return say("admin.webhooks.status", number=number)
    return str(section("admin.webhooks.results").get(result.replace(" ", "_"), result))


async def build_webhooks(opened: Opened) -> None:
    """Show the page."""
    await WebhooksPage(opened).build()
